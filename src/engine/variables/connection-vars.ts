import { isImplicitLocalhost } from '../../model/inventory-vars.ts'
import type { HostRun } from '../host-run.ts'
import { nearest, type KeywordChain } from '../inherited.ts'
import type { PlayRun } from '../play-run.ts'
import { observed, type Layer } from './layer.ts'

/**
 * Where the task goes, for templates that ask for `ansible_host` where no one wrote it: below all other variables, and not
 * among `vars` and `hostvars` (Ansible: playbook/play_context.py, update_vars).
 */
export function connectionVars(host: HostRun, chain: KeywordChain, run: PlayRun): Layer {
  const address = delegateAddress(nearest(chain, 'delegateTo'), run) ?? ownAddress(host, run)
  return { ...observed({ ansible_host: address, ansible_ssh_host: address }), unlisted: true }
}

/** Of a name that is no template; of any other, nothing is known yet. */
function delegateAddress(name: string | undefined, run: PlayRun): unknown {
  if (name === undefined || run.deps.templater.hasTemplate(name)) return undefined
  return run.hosts.get(name)?.inventoryVars['ansible_host'] ?? name
}

function ownAddress(host: HostRun, run: PlayRun): unknown {
  const { ansible_host: name, ansible_ssh_host: old } = host.inventoryVars
  return name ?? old ?? (isImplicitLocalhost(run.inventory, host.name) ? '127.0.0.1' : host.name)
}
