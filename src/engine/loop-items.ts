import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { Loop } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { loopNotAList } from './errors.ts'
import { KeywordReader } from './keyword-values.ts'

export interface LoopItem {
  readonly name: string
  readonly value: unknown
  readonly vars: Vars
  readonly label: string
  readonly pauseMs: number
}

/** The items of a loop, each with the variables that it brings. */
export function loopItems(
  loop: Loop,
  scope: TemplateScope,
  templater: Templater,
  at: SourcePosition,
): Result<readonly LoopItem[], LongshoreError> {
  const rendered = templater.renderDeep(loop.items, scope)
  if (!rendered.ok) return rendered
  const list = rendered.value
  if (!Array.isArray(list)) return err(loopNotAList(list, at))
  const pause = new KeywordReader(scope, templater, at).number('pause', loop.pause, 0)
  if (!pause.ok) return pause
  return ok(
    list.map((value: unknown, index) => ({
      name: loop.loopVar,
      value,
      label: typeof value === 'string' ? value : JSON.stringify(value),
      pauseMs: pause.value * 1000,
      vars: {
        [loop.loopVar]: value,
        ansible_loop_var: loop.loopVar,
        ...(loop.indexVar === undefined ? {} : { [loop.indexVar]: index }),
        ...(loop.extended === true ? { ansible_loop: extended(list, index) } : {}),
      },
    })),
  )
}

/** Ansible's `loop_control.extended` information. */
function extended(list: readonly unknown[], index: number): Vars {
  const { length } = list
  return {
    allitems: list,
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
