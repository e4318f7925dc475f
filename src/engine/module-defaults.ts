import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Module } from '../model/module.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { defaultsNotAMap } from './errors.ts'
import type { KeywordChain } from './inherited.ts'

/** What `module_defaults` around a task say of its module, the innermost alone. Templates unresolved. */
export function moduleDefaults(chain: KeywordChain, module: string): unknown {
  const maps = chain.flatMap((keywords) => keywords.moduleDefaults ?? [])
  return maps.findLast((map) => Object.hasOwn(map, module))?.[module]
}

/** The modules that `module_defaults` around a task give arguments. */
export function defaultedModules(chain: KeywordChain): readonly string[] {
  return [...new Set(chain.flatMap((keywords) => (keywords.moduleDefaults ?? []).flatMap((map) => Object.keys(map))))]
}

/**
 * The arguments of a task over the defaults of its module, by the names that the module knows (Ansible:
 * executor/module_common.py, `get_action_args_with_defaults`).
 */
export function withDefaults(
  args: Vars,
  module: Module,
  chain: KeywordChain,
  scope: TemplateScope,
  templater: Templater,
): Result<Vars, LongshoreError> {
  const defaults = moduleDefaults(chain, module.name)
  if (defaults === undefined) return ok(args)
  const found = typeof defaults === 'string' ? templater.render(defaults, scope) : ok(defaults)
  if (!found.ok) return found
  if (typeof found.value !== 'object' || found.value === null || Array.isArray(found.value)) {
    return err(defaultsNotAMap(module.name, chain.at(-1)?.at))
  }
  const canonical = (name: string) => module.aliases?.[name] ?? name
  const given = new Set(Object.keys(args).map(canonical))
  const missing = Object.entries(found.value).filter(([name]) => !given.has(canonical(name)))
  return ok({ ...Object.fromEntries(missing), ...args })
}
