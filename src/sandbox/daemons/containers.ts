import type { SandboxContainer } from '../host-spec.ts'

export interface Container {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly restart: SandboxContainer['restart']
  readonly state: 'running' | 'exited'
  readonly startedAt: Date
  /** It went on while dockerd was away (live-restore). */
  readonly kept?: boolean
}

export function startedContainers(specs: readonly SandboxContainer[], now: Date): readonly Container[] {
  return specs.map((spec, index) => ({
    id: `${index + 1}c0ffee`.padEnd(64, '0'),
    name: spec.name,
    image: spec.image ?? 'library/bb:1',
    restart: spec.restart,
    state: 'running',
    startedAt: now,
  }))
}

/** What a stop of dockerd without live-restore leaves. */
export function stopped(containers: readonly Container[]): readonly Container[] {
  return containers.map((container) => ({ ...container, state: 'exited' }))
}

/** What a start brings back: by its policy; `on-failure` too, since a stopped container exits with a signal. */
export function restarted(containers: readonly Container[], now: Date): readonly Container[] {
  return containers.map(({ kept, ...container }) => {
    if (kept === true || container.state === 'running' || container.restart === 'no') return container
    return { ...container, state: 'running', startedAt: now }
  })
}
