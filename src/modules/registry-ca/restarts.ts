import type { UnitState } from '../registry-utils/unit-state.ts'
import { stopEffect } from '../registry-utils/running-containers.ts'
import type { RegistryCaFacts } from './facts.ts'
import type { TrustChange } from './file-changes.ts'
import type { PreparedCa } from './prepare.ts'

/** What is done to the daemons so that they read the system store again, and what that does to containers. */
export interface Restarts {
  readonly action: 'none' | 'restart' | 'staged'
  readonly units: readonly { readonly name: string; readonly state: UnitState }[]
  readonly stopped: readonly string[]
  readonly lost: readonly string[]
}

const NONE: Restarts = { action: 'none', units: [], stopped: [], lost: [] }

/**
 * certs.d and hosts.toml are read at every pull. A daemon reads the system store once, when it first needs it (Go caches
 * it for the process), so that one that runs has to be restarted: also where the file was put there after its start.
 */
export function restartsFor(
  { args }: PreparedCa,
  facts: RegistryCaFacts,
  changes: readonly TrustChange[],
  present: number | undefined,
): Restarts {
  if (!args.store.includes('system')) return NONE
  const writes = changes.some(({ system }) => system)
  const units = [
    { name: 'containerd.service', state: facts.containerd },
    { name: 'docker.service', state: facts.docker },
  ].filter(({ state }) => state.active === 'active' && (writes || (present ?? 0) > (state.startedAt ?? Infinity)))
  if (units.length === 0) return NONE
  if (args.apply === 'stage') return { ...NONE, action: 'staged' }
  const dockerStops = units.some(
    ({ name }) => name === 'docker.service' || facts.docker.requires.includes('containerd.service'),
  )
  const effect = dockerStops ? stopEffect(facts.containers, facts.liveRestore) : { stopped: [], lost: [] }
  return { action: 'restart', units, ...effect }
}
