import { versionNotes } from '../../registry/capabilities/version-notes.ts'
import { defineModule } from '../define-module.ts'
import { containerdRegistryArgs } from './args.ts'
import { containerdRegistryFacts } from './facts.ts'
import { planContainerdRegistry } from './plan.ts'

export const containerdRegistry = defineModule({
  name: 'containerd_registry',
  summary: 'hosts.toml files and config_path of containerd, with the CRI plugin proved to be ok afterwards',
  args: containerdRegistryArgs,
  locksHost: true,
  returns: {
    action: 'what was done to containerd: none, restart or staged',
    config_file: 'the config.toml, links resolved',
    config_path: 'the folder of the hosts.toml files',
    containerd_version: 'version of containerd, without what the distribution adds',
    hosts_files: 'list of text: the hosts.toml files that were written or removed',
    checksums: 'map: SHA-256 of each file as the task leaves it, by its path; null for one that is removed',
    converted: 'list of text: registries whose deprecated mirrors were turned into hosts.toml files',
    cri: 'state of the parts of the CRI plugin before the change, or disabled',
    containers_stopped: 'list of text: containers of Docker that stopped with it (Docker 20.10 and older)',
  },
  byVersion: () => versionNotes('containerd'),
  keepsUndo: true,
  facts: containerdRegistryFacts,
  plan: planContainerdRegistry,
})
