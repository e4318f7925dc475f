import * as z from 'zod'
import type { Plan } from '../../model/plan.ts'
import { textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { containerdState } from './containerd-state.ts'
import { dockerState } from './docker-state.ts'
import { registryFactSheet, type RegistryFactSheet } from './facts.ts'

/** What the files of each runtime say, and what its daemon uses. */
export const registryFacts = defineModule({
  name: 'registry_facts',
  summary: 'What the configuration of dockerd and containerd says, and what the running daemons use of it',
  args: z.strictObject({
    docker_config: textArg().default('/etc/docker/daemon.json').describe('The configuration of dockerd'),
    containerd_config: textArg().default('/etc/containerd/config.toml').describe('The configuration of containerd'),
  }),
  returns: {
    runtimes:
      'list of maps, one for each runtime: runtime, version, running, files (path, sha256 and modified of each), file (what the daemon would use after a restart), effective (what it uses; null where that is not known), not_applied (keys of the file that it does not use yet), problem (why the file could not be read)',
  },
  facts: registryFactSheet,
  plan: (_args, facts) => planRegistryFacts(facts),
})

function planRegistryFacts(facts: RegistryFactSheet): Plan {
  const runtimes = [dockerState(facts), containerdState(facts)].filter((state) => state !== undefined)
  return { kind: 'in-desired-state', values: { runtimes } }
}
