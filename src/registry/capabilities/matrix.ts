import { isAtLeast, isBelow, type Version } from '../version.ts'
import type { Capabilities, Capability, VersionRange } from './capability.ts'
import { CONTAINERD } from './containerd.ts'
import { DOCKER_KEYS } from './docker-keys.ts'
import { DOCKER } from './docker.ts'
import { K3S } from './neighbours.ts'

/** Everything that is known to differ between versions, by runtime. RKE2 counts as k3s. */
export const MATRIX = {
  docker: { ...DOCKER, ...DOCKER_KEYS },
  containerd: CONTAINERD,
  k3s: K3S,
} as const satisfies Readonly<Record<string, Capabilities>>

export type VersionedRuntime = keyof typeof MATRIX

export type CapabilityName<R extends VersionedRuntime> = keyof (typeof MATRIX)[R] & string

/** The oldest versions that are judged where nobody says which version it is. */
export const OLDEST: Readonly<Record<VersionedRuntime, Version>> = {
  docker: '20.10.0',
  containerd: '1.6.0',
  k3s: '1.24.0',
}

/** Whether this version of the runtime does what the capability's name stands for. */
export function has<R extends VersionedRuntime>(runtime: R, version: Version, name: CapabilityName<R>): boolean {
  return versionsOf(runtime, name).some(
    ({ since, until }) =>
      (since === undefined || isAtLeast(version, since)) && (until === undefined || isBelow(version, until)),
  )
}

export function versionsOf<R extends VersionedRuntime>(runtime: R, name: CapabilityName<R>): readonly VersionRange[] {
  const table: Capabilities = MATRIX[runtime]
  const capability = table[name]
  if (capability === undefined) throw new Error(`${runtime} has no capability ${name}`)
  return capability.versions
}

/** The first version that has it, for texts such as "needs 24.0.8". Every version: undefined. */
export function firstWith<R extends VersionedRuntime>(runtime: R, name: CapabilityName<R>): Version | undefined {
  return versionsOf(runtime, name)[0]?.since
}

/** The first version that has it no more. */
export function firstWithout<R extends VersionedRuntime>(runtime: R, name: CapabilityName<R>): Version | undefined {
  return versionsOf(runtime, name).at(-1)?.until
}

/** All rows of one runtime, with their names, in the order of the table. */
export function rowsOf(runtime: VersionedRuntime): readonly (readonly [string, Capability])[] {
  return Object.entries<Capability>(MATRIX[runtime])
}
