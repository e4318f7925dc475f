import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Module } from '../model/module.ts'
import { OMIT } from '../model/omit.ts'
import type { Vars } from '../model/vars.ts'
import { withDefaults } from './module-defaults.ts'
import type { TaskCall } from './task-call.ts'
import { taskArgs } from './variable-args.ts'

/** Rendered arguments, without those that came out as `omit`. */
export function renderArgs(module: Module, call: TaskCall): Result<Vars, LongshoreError> {
  const { chain } = call.frame
  const given = taskArgs(call)
  if (!given.ok) return given
  const { own, fromVariable } = given.value
  const written = withDefaults({ ...fromVariable, ...own }, module, chain, call.scope, call.run.deps.templater)
  if (!written.ok) return written
  const args: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(written.value)) {
    const isData = Object.hasOwn(fromVariable, name) && !Object.hasOwn(own, name)
    const rendered =
      isData || module.untemplatedArgs.includes(name)
        ? ok(value)
        : call.run.deps.templater.renderDeep(value, call.scope)
    if (!rendered.ok) return err(rendered.error)
    const kept = withoutOmitted(rendered.value)
    if (kept === OMIT) continue
    const key = module.anyArgs === true ? call.run.deps.templater.render(name, call.scope) : ok(name)
    if (!key.ok) return err(key.error)
    args[String(key.value)] = kept
  }
  return ok(args)
}

function withoutOmitted(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== OMIT).map(withoutOmitted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== OMIT)
      .map(([key, item]) => [key, withoutOmitted(item)]),
  )
}
