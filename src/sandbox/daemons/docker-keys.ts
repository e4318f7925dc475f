import { gte } from 'semver'

/** Go types of daemon.json's fields (moby: daemon/config/config.go, config_linux.go). `any` is not checked here. */
export type KeyType = 'strings' | 'string' | 'bool' | 'int' | 'string-map' | 'bool-map' | 'any'

interface KeyFacts {
  readonly type: KeyType
  readonly since?: string
  readonly until?: string
}

const KEYS = {
  'registry-mirrors': { type: 'strings' },
  'insecure-registries': { type: 'strings' },
  'allow-nondistributable-artifacts': { type: 'strings' },
  'max-concurrent-downloads': { type: 'int' },
  'max-concurrent-uploads': { type: 'int' },
  'max-download-attempts': { type: 'int', since: '20.10.0' },
  'shutdown-timeout': { type: 'int' },
  'default-stop-timeout': { type: 'int', since: '29.7.0' },
  'live-restore': { type: 'bool' },
  proxies: { type: 'any', since: '23.0.0' },
  features: { type: 'bool-map' },
  labels: { type: 'strings' },
  debug: { type: 'bool' },
  'log-level': { type: 'string' },
  'log-format': { type: 'string', since: '25.0.0' },
  'raw-logs': { type: 'bool' },
  'log-driver': { type: 'string' },
  'log-opts': { type: 'string-map' },
  hosts: { type: 'strings' },
  tls: { type: 'bool' },
  tlsverify: { type: 'bool' },
  tlscacert: { type: 'string' },
  tlscert: { type: 'string' },
  tlskey: { type: 'string' },
  'metrics-addr': { type: 'string' },
  'data-root': { type: 'string' },
  graph: { type: 'string', until: '23.0.0' },
  'exec-root': { type: 'string' },
  pidfile: { type: 'string' },
  group: { type: 'string' },
  'storage-driver': { type: 'string' },
  'storage-opts': { type: 'strings' },
  'default-address-pools': { type: 'any' },
  bip: { type: 'string' },
  'fixed-cidr': { type: 'string' },
  'default-gateway': { type: 'string' },
  mtu: { type: 'int' },
  dns: { type: 'strings' },
  'dns-opts': { type: 'strings' },
  'dns-search': { type: 'strings' },
  iptables: { type: 'bool' },
  ip6tables: { type: 'bool' },
  ipv6: { type: 'bool' },
  'ip-forward': { type: 'bool' },
  'ip-masq': { type: 'bool' },
  icc: { type: 'bool' },
  'userland-proxy': { type: 'bool' },
  'default-runtime': { type: 'string' },
  runtimes: { type: 'any' },
  'default-ulimits': { type: 'any' },
  'default-shm-size': { type: 'any' },
  'default-ipc-mode': { type: 'string' },
  'default-cgroupns-mode': { type: 'string' },
  'authorization-plugins': { type: 'strings' },
  'network-diagnostic-port': { type: 'int' },
  containerd: { type: 'string' },
  'containerd-namespace': { type: 'string' },
  'cgroup-parent': { type: 'string' },
  'exec-opts': { type: 'strings' },
  'userns-remap': { type: 'string' },
  'no-new-privileges': { type: 'bool' },
  'selinux-enabled': { type: 'bool' },
  'seccomp-profile': { type: 'string' },
  experimental: { type: 'bool' },
  builder: { type: 'any' },
  init: { type: 'bool' },
  'node-generic-resources': { type: 'strings' },
} as const satisfies Record<string, KeyFacts>

/** Names of flags, which the daemon takes for keys and then ignores (moby: findConfigurationConflicts). */
const FLAG_NAMES = new Set([
  'registry-mirror',
  'insecure-registry',
  'label',
  'host',
  'log-opt',
  'storage-opt',
  'exec-opt',
  'dns-opt',
  'default-address-pool',
  'default-ulimit',
  'add-runtime',
  'node-generic-resource',
  'authorization-plugin',
  'containerd-plugins-namespace',
  'config-file',
  'help',
  'version',
])

/** Objects whose members are not looked at as keys (moby: flatOptions). */
export const FLAT_OPTIONS = new Set([
  'default-network-opts',
  'log-opts',
  'runtimes',
  'default-ulimits',
  'features',
  'builder',
])

export function keyType(key: string, version: string): KeyType | undefined {
  const facts: KeyFacts | undefined = Object.hasOwn(KEYS, key) ? KEYS[key as keyof typeof KEYS] : undefined
  if (facts === undefined) return undefined
  if (facts.since !== undefined && !gte(version, facts.since)) return undefined
  if (facts.until !== undefined && gte(version, facts.until)) return undefined
  return facts.type
}

/** Whether the daemon's check of unknown keys lets this one pass: a known key, or the singular name of its flag. */
export function passesKeyCheck(key: string, version: string): boolean {
  if (FLAG_NAMES.has(key)) return true
  if (key === 'validate' || key === 'feature') return gte(version, '23.0.0')
  return keyType(key, version) !== undefined
}
