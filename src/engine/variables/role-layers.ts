import type { RoleScope } from '../../model/playbook.ts'
import type { Vars } from '../../model/vars.ts'
import type { KeywordChain } from '../inherited.ts'
import type { PlayRun, PublicRole } from '../play-run.ts'
import { observed, written, type Layer } from './layer.ts'

/** Defaults of the play's roles, of the roles around the task, and of its own: the lowest of all variables. */
export function roleDefaults(chain: KeywordChain, run: PlayRun): readonly Layer[] {
  const roles = rolesIn(chain)
  const own = roles.at(-1)
  return [
    ...playRoles(run).map((role) => written(role.exportedDefaults)),
    ...(own === undefined ? [] : [written(own.exportedDefaults)]),
    ...roles.map((role) => written(role.defaults)),
  ]
}

/** Vars of the play's roles, which its other tasks see too (unless `private_role_vars`), then those around the task and its own. */
export function roleVars(chain: KeywordChain, run: PlayRun): readonly Layer[] {
  const roles = rolesIn(chain)
  const own = roles.at(-1)
  return [
    ...(run.settings.roleVarsArePrivate === true ? [] : playRoles(run).flatMap(seenByAll)),
    ...roles.slice(0, -1).map((role) => written(role.vars)),
    ...(own === undefined ? [] : [written(own.exportedVars)]),
  ]
}

function seenByAll({ itemVars, exportedVars }: PublicRole): readonly Layer[] {
  return [...(itemVars === undefined ? [] : [observed(itemVars)]), written(exportedVars)]
}

/** Parameters of roles, then those of includes: they win over what the host registered. */
export function paramLayers(chain: KeywordChain): readonly Layer[] {
  const includes = chain.flatMap(({ includeParams }) => (includeParams === undefined ? [] : [includeParams]))
  return [
    ...rolesIn(chain).map((role) => written(role.params)),
    ...includes.flatMap(({ vars, itemVars }) => [written(vars), observed(itemVars)]),
  ]
}

/** `role_name`, `role_path` and the names of the play's roles. */
export function roleMagic(chain: KeywordChain, run: PlayRun): Vars {
  const roles = rolesIn(chain)
  const own = roles.at(-1)
  const parents = roles.filter((_role, index) => roles[index + 1]?.isIncluded === true).reverse()
  const names = playRoles(run).map((role) => role.name)
  const dependencies = [...new Set(playRoles(run).flatMap((role) => role.dependencyNames))]
  return {
    role_names: names,
    ansible_play_role_names: names,
    ansible_dependent_role_names: dependencies,
    ansible_role_names: [...new Set([...dependencies, ...names])],
    ...(own === undefined ? {} : ownNames(own)),
    ...(parents.length === 0
      ? {}
      : {
          ansible_parent_role_names: parents.map((role) => role.name),
          ansible_parent_role_paths: parents.map((role) => role.path),
        }),
  }
}

/** A role of a collection is `my.tools.web`, and `web` to itself. */
function ownNames({ name, path }: RoleScope): Vars {
  const [, collection, short = name] = /^(\w+\.\w+)\.(\w+)$/.exec(name) ?? []
  return {
    role_name: short,
    role_path: path,
    ansible_role_name: name,
    ...(collection !== undefined && { ansible_collection_name: collection }),
  }
}

function rolesIn(chain: KeywordChain): readonly RoleScope[] {
  return chain.flatMap(({ role }) => (role === undefined ? [] : [role]))
}

function playRoles(run: PlayRun): readonly PublicRole[] {
  return [...new Set([...(run.play.roles ?? []), ...run.publicRoles])]
}
