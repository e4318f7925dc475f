import { dirname } from 'node:path'
import { combineVars } from '../../model/combine-vars.ts'
import type { Vars } from '../../model/vars.ts'
import { searchFolders } from '../files-of-task.ts'
import type { HostRun } from '../host-run.ts'
import type { KeywordChain } from '../inherited.ts'
import type { PlayRun } from '../play-run.ts'
import { connectionVars } from './connection-vars.ts'
import { factVars } from './fact-vars.ts'
import { observed, written, type Layer } from './layer.ts'
import { LayeredScope } from './layered-scope.ts'
import { identityVars } from './identity-vars.ts'
import { magicVars } from './magic-vars.ts'
import { paramLayers, roleDefaults, roleMagic, roleVars } from './role-layers.ts'
import { runVars } from './run-vars.ts'

/**
 * The variables of one host for one task, lowest precedence first: role defaults, inventory, facts, play, vars_files, role
 * vars, blocks and task, include_vars, registered and set_fact, parameters of roles and includes, `extra` (a loop's item),
 * extra vars, magic. Ansible's order (its "variable precedence").
 */
export function taskScope(host: HostRun, chain: KeywordChain, run: PlayRun, ...extra: readonly Vars[]): LayeredScope {
  const [play, ...inner] = chain
  const layers: readonly Layer[] = [
    connectionVars(host, chain, run),
    ...roleDefaults(chain, run),
    written(host.inventoryVars),
    observed(factVars(host, run)),
    written(play?.vars ?? {}),
    ...(run.fileVars.get(host.name) ?? []).map(written),
    ...roleVars(chain, run),
    written(combineVars(inner.map((keywords) => keywords.vars))),
    written(host.includedVars),
    observed(host.registered),
    ...paramLayers(chain),
    ...extra.map(observed),
    written(run.settings.extraVars),
    observed(runVars(run, run.playbookPath)),
    observed(magicVars(run)),
    observed(roleMagic(chain, run)),
    ...taskMagic(chain, run),
    observed(identityVars(host, run.inventory)),
  ]
  return new LayeredScope(layers, run.deps.templater, run.inventory.mergesHashes)
}

/** What a task is told about itself. A variable that is called `environment` does not hide it (Ansible). */
function taskMagic(chain: KeywordChain, run: PlayRun): readonly Layer[] {
  const task = chain.at(-1)
  if (task === undefined || chain.length < 2) return []
  const folders = searchFolders(chain, task.at.file)
  return [
    written({ environment: chain.flatMap((keywords) => keywords.environment) }),
    observed({ ansible_search_path: [...new Set([...folders, dirname(run.playbookPath)])] }),
  ]
}
