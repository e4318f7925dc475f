import { has } from '../capabilities/matrix.ts'
import type { Unplaced } from '../finding.ts'
import type { Dockerd } from './flag-conflict.ts'
import { isObject } from './key-type.ts'

/** Values by key, as the file says them. */
export type DaemonValues = Readonly<Record<string, unknown>>

/**
 * Keys that are right each by itself and stop the daemon together, by the key to change. All are looked at when the
 * daemon starts: a reload takes them. Source: moby `verifyDaemonSettings`; seen on 20.10.24, 26.1.5 and 28.5.2.
 */
export function combinationFindings(values: DaemonValues, dockerd: Dockerd): ReadonlyMap<string, Unplaced> {
  const found = [
    ip6tables(values, dockerd),
    interContainer(values, dockerd),
    bridgeAddress(values, dockerd),
    ipv6Subnet(values, dockerd),
    defaultRuntime(values, dockerd),
  ]
  return new Map(found.filter((entry) => entry !== undefined))
}

type Combination = readonly [key: string, finding: Unplaced] | undefined

function ip6tables(values: DaemonValues, { version, flags }: Dockerd): Combination {
  if (values['ip6tables'] !== true || has('docker', version, 'ip6tables-without-experimental')) return undefined
  if (values['experimental'] === true || flags.get('experimental')?.at(-1) === 'true') return undefined
  return stops(
    'ip6tables',
    'ip6tables needs experimental before Docker 27.0.0',
    'add "experimental": true, or remove it',
  )
}

function interContainer(values: DaemonValues, { flags }: Dockerd): Combination {
  const isOff = (key: string): boolean => values[key] === false || flags.get(key)?.at(-1) === 'false'
  if (!isOff('icc') || !isOff('iptables')) return undefined
  return stops(
    values['icc'] === false ? 'icc' : 'iptables',
    'icc: false works by iptables, and iptables is false',
    'leave one of them on',
  )
}

function bridgeAddress(values: DaemonValues, { flags }: Dockerd): Combination {
  const isSet = (key: string): boolean => isText(values[key]) || (flags.get(key)?.at(-1) ?? '') !== ''
  if (!isSet('bip') || !isSet('bridge')) return undefined
  const key = isText(values['bip']) ? 'bip' : 'bridge'
  return stops(key, 'bip is the address of the bridge that Docker makes, and bridge names another', 'keep one of them')
}

function ipv6Subnet(values: DaemonValues, { version, flags }: Dockerd): Combination {
  if (values['ipv6'] !== true || !has('docker', version, 'ipv6-needs-subnet')) return undefined
  if (isText(values['fixed-cidr-v6']) || flags.has('fixed-cidr-v6') || isText(values['bridge'])) return undefined
  return stops('ipv6', 'ipv6 needs fixed-cidr-v6 before Docker 28.0.0', 'write a network such as fd00:1::/64 in it')
}

/** Names that begin with io.containerd., and paths, are shims and need no entry. */
function defaultRuntime(values: DaemonValues, { flags }: Dockerd): Combination {
  const name = values['default-runtime']
  if (!isText(name) || name === 'runc' || /^(io\.containerd\.|\/)/.test(name) || flags.has('runtimes')) return undefined
  const runtimes = values['runtimes']
  if (isObject(runtimes) && Object.hasOwn(runtimes, name)) return undefined
  return stops(
    'default-runtime',
    `default-runtime ${name} is not in runtimes`,
    `add ${name} to runtimes, or write runc`,
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function stops(key: string, what: string, fix: string): readonly [string, Unplaced] {
  const message = `${what}: it is read at start, and the daemon does not start with it`
  return [key, { severity: 'fatal', code: 'combination', message, fix }]
}
