import { versionNotes } from '../../registry/capabilities/version-notes.ts'
import { defineModule } from '../define-module.ts'
import { dockerRegistryArgs } from './args.ts'
import { dockerRegistryFacts } from './facts.ts'
import { planDockerRegistry } from './plan.ts'

export const dockerRegistry = defineModule({
  name: 'docker_registry',
  summary: 'Mirrors, insecure registries, transfer limits and other keys of daemon.json, proved on the running dockerd',
  args: dockerRegistryArgs,
  locksHost: true,
  aliases: { registry_mirrors: 'mirrors' },
  returns: {
    action: 'what was done to dockerd: none, reload, restart or staged',
    reasons: 'list of text: why a reload was not enough',
    file: 'the file that was edited, links resolved',
    checksums: 'map: SHA-256 of each file as the task leaves it, by its path',
    docker_version: 'version of dockerd, without what the distribution adds',
    image_store: 'graphdriver or containerd; null where dockerd does not run',
    effective: 'what dockerd says that it uses afterwards: map with mirrors, insecure_registries and live_restore',
    containers_stopped: 'list of text: names of the containers that a restart stopped',
    containers_lost: 'list of text: those of them that do not come back by themselves',
  },
  byVersion: () => versionNotes('docker'),
  keepsUndo: true,
  facts: dockerRegistryFacts,
  plan: planDockerRegistry,
})
