import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Loop, Task } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'
import { loopNotAList } from './variable-errors.ts'
import { KeywordReader } from './keyword-values.ts'
import { lookedUp } from './look-up.ts'
import { pythonText } from './python-text.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

export interface LoopItem {
  /** The item and what comes with it, for the task and for its result. */
  readonly vars: Vars
  readonly value: unknown
}

/** A loop with everything about it rendered that is the same for all of its items. */
export interface RenderedLoop {
  readonly loopVar: string
  readonly pauseMs: number
  readonly items: readonly LoopItem[]
}

/** The items of a loop, each with the variables that it brings. */
export function renderLoop(
  loop: Loop,
  scope: LayeredScope,
  templater: Templater,
  { module, at }: Pick<Task, 'module' | 'at'>,
): Result<RenderedLoop, LongshoreError> {
  const rendered =
    loop.lookup === undefined ? templater.renderDeep(loop.items, scope) : lookedUp(loop, scope, templater, module)
  if (!rendered.ok) return rendered
  const list: unknown = rendered.value
  if (!Array.isArray(list)) return err(loopNotAList(pythonText(list, templater), at))
  const control = renderControl(loop, new KeywordReader(scope, templater, at))
  if (!control.ok) return control
  const { loopVar, pauseMs } = control.value
  const items = list.map((value: unknown, index) => ({ value, vars: itemVars(control.value, list, index) }))
  return ok({ loopVar, pauseMs, items })
}

interface Control {
  readonly loopVar: string
  readonly indexVar: string | undefined
  readonly pauseMs: number
  readonly extended: boolean
  readonly withAll: boolean
}

function renderControl(loop: Loop, read: KeywordReader): Result<Control, LongshoreError> {
  const loopVar = read.text('loop_var', loop.loopVar)
  if (!loopVar.ok) return loopVar
  const indexVar = read.text('index_var', loop.indexVar)
  if (!indexVar.ok) return indexVar
  const pause = read.number('pause', loop.pause, 0)
  if (!pause.ok) return pause
  const extended = read.flag('extended', loop.extended, false)
  if (!extended.ok) return extended
  const withAll = read.flag('extended_allitems', loop.extendedAllItems, true)
  if (!withAll.ok) return withAll
  return ok({
    loopVar: loopVar.value ?? 'item',
    indexVar: indexVar.value,
    pauseMs: Math.max(0, pause.value) * 1000,
    extended: extended.value,
    withAll: withAll.value,
  })
}

function itemVars({ loopVar, indexVar, extended, withAll }: Control, list: readonly unknown[], index: number): Vars {
  return {
    [loopVar]: list[index],
    ansible_loop_var: loopVar,
    ...(indexVar === undefined ? {} : { [indexVar]: index, ansible_index_var: indexVar }),
    ...(extended ? { ansible_loop: ansibleLoop(list, index, withAll) } : {}),
  }
}

/** Ansible's `loop_control.extended` information. */
function ansibleLoop(list: readonly unknown[], index: number, withAll: boolean): Vars {
  const { length } = list
  return {
    index: index + 1,
    index0: index,
    first: index === 0,
    last: index === length - 1,
    length,
    revindex: length - index,
    revindex0: length - index - 1,
    ...(withAll ? { allitems: list } : {}),
    ...(index < length - 1 ? { nextitem: list[index + 1] } : {}),
    ...(index > 0 ? { previtem: list[index - 1] } : {}),
  }
}
