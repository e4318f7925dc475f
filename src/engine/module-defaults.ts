import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { GroupDefaults, type ModuleDefaults } from '../model/playbook.ts'
import type { Module } from '../model/module.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { defaultsNotAMap } from './keyword-errors.ts'
import type { KeywordChain } from './inherited.ts'

/**
 * What `module_defaults` around a task say of its module, the innermost alone: of groups that it is in, and last of the
 * module itself. Templates unresolved.
 */
export function moduleDefaults(chain: KeywordChain, module: string): readonly unknown[] {
  const maps = chain.flatMap((keywords) => keywords.moduleDefaults ?? [])
  const innermost = Object.assign({}, ...maps) as ModuleDefaults
  const groups = Object.values(innermost).filter((value) => value instanceof GroupDefaults)
  const ofGroups = groups.filter(({ members }) => members.includes(module)).map(({ args }) => args)
  return Object.hasOwn(innermost, module) ? [...ofGroups, innermost[module]] : ofGroups
}

/** The modules that `module_defaults` around a task give arguments. */
export function defaultedModules(chain: KeywordChain): readonly string[] {
  const entries = chain.flatMap((keywords) => (keywords.moduleDefaults ?? []).flatMap((map) => Object.entries(map)))
  return [...new Set(entries.flatMap(([name, value]) => (value instanceof GroupDefaults ? value.members : [name])))]
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
  const maps: object[] = []
  for (const defaults of moduleDefaults(chain, module.name)) {
    const found = typeof defaults === 'string' ? templater.render(defaults, scope) : ok(defaults)
    if (!found.ok) return found
    if (typeof found.value !== 'object' || found.value === null || Array.isArray(found.value)) {
      return err(defaultsNotAMap(module.name, chain.at(-1)?.at))
    }
    maps.push(found.value)
  }
  if (maps.length === 0) return ok(args)
  const canonical = (name: string) => module.aliases?.[name] ?? name
  const given = new Set(Object.keys(args).map(canonical))
  const missing = Object.entries(Object.assign({}, ...maps) as Vars).filter(([name]) => !given.has(canonical(name)))
  return ok({ ...Object.fromEntries(missing), ...args })
}
