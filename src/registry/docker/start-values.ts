import type { Unplaced } from '../finding.ts'
import type { Dockerd } from './flag-conflict.ts'
import { isCidr } from './insecure-registry.ts'
import { isObject } from './key-type.ts'

export type ValueRule = (value: unknown, dockerd: Dockerd) => Unplaced[]

/** Values that a reload takes without a look, and that the next start fails with. Seen on 20.10.24, 26.1.5 and 28.5.2. */
export const START_RULES: Readonly<Record<string, ValueRule>> = {
  bip: (value) => network('bip', value),
  'fixed-cidr': (value) => network('fixed-cidr', value),
  'fixed-cidr-v6': (value) => network('fixed-cidr-v6', value),
  'exec-opts': cgroupDriver,
  runtimes: reservedRuntime,
}

function network(key: string, value: unknown): Unplaced[] {
  if (typeof value !== 'string' || value === '' || isCidr(value)) return []
  return [atStart(`${key} ${value} is no network`, 'write one such as 172.20.0.1/16')]
}

function cgroupDriver(value: unknown): Unplaced[] {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  return texts.flatMap((text) => {
    const driver = /^native\.cgroupdriver=(.*)$/.exec(text)?.[1]
    if (driver === undefined || ['cgroupfs', 'systemd', ''].includes(driver)) return []
    return [atStart(`exec-opts: there is no cgroup driver ${driver}`, 'write systemd or cgroupfs')]
  })
}

function reservedRuntime(value: unknown): Unplaced[] {
  if (!isObject(value) || !Object.hasOwn(value, 'runc')) return []
  return [atStart('runtimes: runc is the name of the one that is built in', 'give it another name')]
}

function atStart(what: string, fix: string): Unplaced {
  return {
    severity: 'fatal',
    code: 'value',
    message: `${what}: it is read at start, and the daemon does not start with it`,
    fix,
  }
}
