import { has, MATRIX, type CapabilityName } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'

export type KeyType = 'strings' | 'string' | 'integer' | 'boolean' | 'object' | 'list' | 'size'

/** One key of daemon.json. Sources: moby daemon/config/config.go, config_linux.go, daemon/reload.go, by tag. */
export interface DaemonKey {
  readonly type: KeyType
  /**
   * What SIGHUP does where the file does not set the key: `keeps` the old value, or `resets` it to the default.
   * Absent: SIGHUP does not read the key, a restart is needed.
   */
  readonly reload?: 'keeps' | 'resets'
  /** The explicit value that means the same as no key: how a reload clears it. */
  readonly cleared?: unknown
}

const restart = (type: KeyType): DaemonKey => ({ type })
const keeps = (type: KeyType, cleared: unknown): DaemonKey => ({ type, reload: 'keeps', cleared })
const resets = (type: KeyType, cleared: unknown): DaemonKey => ({ type, reload: 'resets', cleared })

export const DAEMON_KEYS: Readonly<Record<string, DaemonKey>> = {
  'registry-mirrors': keeps('strings', []),
  'insecure-registries': keeps('strings', []),
  'allow-nondistributable-artifacts': keeps('strings', []),
  'max-concurrent-downloads': resets('integer', 3),
  'max-concurrent-uploads': resets('integer', 5),
  'max-download-attempts': resets('integer', 5),
  'shutdown-timeout': keeps('integer', 15),
  'default-stop-timeout': keeps('integer', 10),
  'live-restore': keeps('boolean', false),
  debug: keeps('boolean', false),
  labels: keeps('strings', []),
  features: resets('object', {}),
  runtimes: keeps('object', {}),
  'default-runtime': keeps('string', 'runc'),
  'default-shm-size': keeps('size', '64M'),
  'default-ipc-mode': keeps('string', 'private'),
  'default-cgroupns-mode': keeps('string', 'private'),
  'authorization-plugins': resets('strings', []),
  'network-diagnostic-port': keeps('integer', 0),
  'nri-opts': keeps('object', {}),
  proxies: restart('object'),
  'log-level': restart('string'),
  'log-format': restart('string'),
  'raw-logs': restart('boolean'),
  'log-driver': restart('string'),
  'log-opts': restart('object'),
  hosts: restart('strings'),
  tls: restart('boolean'),
  tlsverify: restart('boolean'),
  tlscacert: restart('string'),
  tlscert: restart('string'),
  tlskey: restart('string'),
  'metrics-addr': restart('string'),
  'data-root': restart('string'),
  graph: restart('string'),
  'exec-root': restart('string'),
  pidfile: restart('string'),
  group: restart('string'),
  'storage-driver': restart('string'),
  'storage-opts': restart('strings'),
  'default-address-pools': restart('list'),
  'default-network-opts': restart('object'),
  'default-gateway': restart('string'),
  'default-gateway-v6': restart('string'),
  'default-ulimits': restart('object'),
  bip: restart('string'),
  bip6: restart('string'),
  bridge: restart('string'),
  'fixed-cidr': restart('string'),
  'fixed-cidr-v6': restart('string'),
  'allow-direct-routing': restart('boolean'),
  mtu: restart('integer'),
  dns: restart('strings'),
  'dns-opts': restart('strings'),
  'dns-search': restart('strings'),
  icc: restart('boolean'),
  init: restart('boolean'),
  'init-path': restart('string'),
  ip: restart('string'),
  ip6tables: restart('boolean'),
  'ip-forward': restart('boolean'),
  'ip-forward-no-drop': restart('boolean'),
  'ip-masq': restart('boolean'),
  iptables: restart('boolean'),
  ipv6: restart('boolean'),
  'firewall-backend': restart('string'),
  'userland-proxy': restart('boolean'),
  'userland-proxy-path': restart('string'),
  'host-gateway-ip': restart('string'),
  'host-gateway-ips': restart('strings'),
  'network-control-plane-mtu': restart('integer'),
  'min-api-version': restart('string'),
  containerd: restart('string'),
  'containerd-namespace': restart('string'),
  'cri-containerd': restart('boolean'),
  'cgroup-parent': restart('string'),
  'cpu-rt-period': restart('integer'),
  'cpu-rt-runtime': restart('integer'),
  experimental: restart('boolean'),
  builder: restart('object'),
  'exec-opts': restart('strings'),
  'node-generic-resources': restart('strings'),
  'no-new-privileges': restart('boolean'),
  'oom-score-adjust': restart('integer'),
  rootless: restart('boolean'),
  'seccomp-profile': restart('string'),
  'selinux-enabled': restart('boolean'),
  'swarm-default-advertise-addr': restart('string'),
  'userns-remap': restart('string'),
  'cdi-spec-dirs': restart('strings'),
  'deprecated-key-path': restart('string'),
  'api-cors-header': restart('string'),
  'cluster-store': restart('string'),
  'cluster-advertise': restart('string'),
  'cluster-store-opts': restart('object'),
}

/** Whether dockerd of this version knows the key, tolerates it without following it, or does not start with it. */
export function keyStatus(key: string, version: Version): 'known' | 'inert' | 'unknown' {
  const inert = `inert ${key}`
  if (isCapability(inert) && has('docker', version, inert)) return 'inert'
  const name = versionedKey(key)
  return Object.hasOwn(DAEMON_KEYS, key) && (name === undefined || has('docker', version, name)) ? 'known' : 'unknown'
}

/** Whether the name is a flag of this dockerd, and so passes its check of names in the file. */
export function isFlagName(name: string, version: Version): boolean {
  const capability = `flag ${name}`
  return Object.hasOwn(FLAG_NAMES, name) && (!isCapability(capability) || has('docker', version, capability))
}

/** What the capability matrix calls a key that not every version knows. */
export function versionedKey(key: string): CapabilityName<'docker'> | undefined {
  const name = `key ${key}`
  return isCapability(name) ? name : undefined
}

function isCapability<N extends string>(name: N): name is N & CapabilityName<'docker'> {
  return Object.hasOwn(MATRIX.docker, name)
}

/**
 * Names that pass dockerd's check because they are flags, though no setting has that name in the file: the value is
 * dropped. To each the key that was meant, where there is one. Source: moby daemon/config/config.go
 * (`findConfigurationConflicts` looks names up among the flags, which are singular).
 */
export const FLAG_NAMES: Readonly<Record<string, string | undefined>> = {
  'registry-mirror': 'registry-mirrors',
  'insecure-registry': 'insecure-registries',
  label: 'labels',
  host: 'hosts',
  'log-opt': 'log-opts',
  'storage-opt': 'storage-opts',
  'exec-opt': 'exec-opts',
  'dns-opt': 'dns-opts',
  feature: 'features',
  'default-address-pool': 'default-address-pools',
  'default-network-opt': 'default-network-opts',
  'default-ulimit': 'default-ulimits',
  'add-runtime': 'runtimes',
  'cdi-spec-dir': 'cdi-spec-dirs',
  'node-generic-resource': 'node-generic-resources',
  'authorization-plugin': 'authorization-plugins',
  'containerd-plugins-namespace': undefined,
  'config-file': undefined,
  'http-proxy': 'proxies',
  'https-proxy': 'proxies',
  'no-proxy': 'proxies',
  validate: undefined,
  restart: undefined,
  help: undefined,
  version: undefined,
}
