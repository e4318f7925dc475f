import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { Loop } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'
import { loopNotAList } from './errors.ts'
import { KeywordReader } from './keyword-values.ts'
import { lookedUp } from './look-up.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

export interface LoopItem {
  readonly value: unknown
  /** The item and what comes with it, for the task and for its result. */
  readonly vars: Vars
  readonly label: string
  readonly pauseMs: number
}

/** The items of a loop, each with the variables that it brings. */
export function loopItems(
  loop: Loop,
  scope: LayeredScope,
  templater: Templater,
  at: SourcePosition,
): Result<readonly LoopItem[], LongshoreError> {
  const rendered = templater.renderDeep(loop.items, scope)
  if (!rendered.ok) return rendered
  const looked = loop.lookup === undefined ? rendered : lookedUp(loop.lookup, rendered.value, scope, templater)
  if (!looked.ok) return looked
  const list = looked.value
  if (!Array.isArray(list)) return err(loopNotAList(list, at))
  const pause = new KeywordReader(scope, templater, at).number('pause', loop.pause, 0)
  if (!pause.ok) return pause
  return ok(
    list.map((value: unknown, index) => {
      const vars = {
        [loop.loopVar]: value,
        ansible_loop_var: loop.loopVar,
        ...(loop.indexVar === undefined ? {} : { [loop.indexVar]: index, ansible_index_var: loop.indexVar }),
        ...(loop.extended === true ? { ansible_loop: extended(list, index, loop.extendedAllItems !== false) } : {}),
      }
      const label = typeof value === 'string' ? value : JSON.stringify(value)
      return { value, label, pauseMs: pause.value * 1000, vars }
    }),
  )
}

/** Ansible's `loop_control.extended` information. */
function extended(list: readonly unknown[], index: number, withAll: boolean): Vars {
  const { length } = list
  return {
    ...(withAll ? { allitems: list } : {}),
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
    ...(index > 0 ? { previtem: list[index - 1] } : {}),
    ...(index < length - 1 ? { nextitem: list[index + 1] } : {}),
  }
}
