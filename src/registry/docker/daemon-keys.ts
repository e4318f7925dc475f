import type { Version } from '../version.ts'

export type KeyType = 'strings' | 'string' | 'integer' | 'boolean' | 'object' | 'strings-map' | 'list' | 'any'

/** One key of daemon.json. Sources: moby daemon/config/config.go, config_linux.go, daemon/reload.go, by tag. */
export interface DaemonKey {
  readonly type: KeyType
  /** First version that knows it. Absent: older than every version that is supported. */
  readonly since?: Version
  /** From this version on the daemon does not start with it. */
  readonly removed?: Version
  /** From this version on it is tolerated and does nothing. */
  readonly inert?: Version
  /**
   * What SIGHUP does where the file does not set the key: `keeps` the old value, or `resets` it to the default.
   * Absent: SIGHUP does not read the key, a restart is needed.
   */
  readonly reload?: 'keeps' | 'resets'
  /** The explicit value that means the same as no key: how a reload clears it. */
  readonly cleared?: unknown
}

const restart = (type: KeyType, more: Partial<DaemonKey> = {}): DaemonKey => ({ type, ...more })
const keeps = (type: KeyType, cleared: unknown, more: Partial<DaemonKey> = {}): DaemonKey => ({
  type,
  reload: 'keeps',
  cleared,
  ...more,
})
const resets = (type: KeyType, cleared: unknown, more: Partial<DaemonKey> = {}): DaemonKey => ({
  type,
  reload: 'resets',
  cleared,
  ...more,
})

export const DAEMON_KEYS: Readonly<Record<string, DaemonKey>> = {
  'registry-mirrors': keeps('strings', []),
  'insecure-registries': keeps('strings', []),
  'allow-nondistributable-artifacts': keeps('strings', [], { inert: '28.0.0' }),
  'max-concurrent-downloads': resets('integer', 3),
  'max-concurrent-uploads': resets('integer', 5),
  'max-download-attempts': resets('integer', 5, { since: '20.10.0' }),
  'shutdown-timeout': keeps('integer', 15),
  'default-stop-timeout': keeps('integer', 10, { since: '29.7.0' }),
  'live-restore': keeps('boolean', false),
  debug: keeps('boolean', false),
  labels: keeps('strings', []),
  features: resets('object', {}),
  runtimes: keeps('object', {}),
  'default-runtime': keeps('string', 'runc'),
  'default-shm-size': keeps('any', '64M'),
  'default-ipc-mode': keeps('string', 'private'),
  'default-cgroupns-mode': keeps('string', 'private'),
  'authorization-plugins': resets('strings', []),
  'network-diagnostic-port': keeps('integer', 0),
  'nri-opts': keeps('object', {}, { since: '29.2.0' }),
  proxies: restart('object', { since: '23.0.0' }),
  'log-level': restart('string'),
  'log-format': restart('string', { since: '23.0.0' }),
  'raw-logs': restart('boolean'),
  'log-driver': restart('string'),
  'log-opts': restart('strings-map'),
  hosts: restart('strings'),
  tls: restart('boolean'),
  tlsverify: restart('boolean'),
  tlscacert: restart('string'),
  tlscert: restart('string'),
  tlskey: restart('string'),
  'metrics-addr': restart('string'),
  'data-root': restart('string'),
  graph: restart('string', { removed: '23.0.0' }),
  'exec-root': restart('string'),
  pidfile: restart('string'),
  group: restart('string'),
  'storage-driver': restart('string'),
  'storage-opts': restart('strings'),
  'default-address-pools': restart('list'),
  'default-network-opts': restart('object', { since: '24.0.0' }),
  'default-gateway': restart('string'),
  'default-gateway-v6': restart('string'),
  'default-ulimits': restart('object'),
  'default-init': restart('boolean'),
  bip: restart('string'),
  bip6: restart('string', { since: '28.0.0' }),
  bridge: restart('string'),
  'fixed-cidr': restart('string'),
  'fixed-cidr-v6': restart('string'),
  'allow-direct-routing': restart('boolean', { since: '28.2.0' }),
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
  'ip-forward-no-drop': restart('boolean', { since: '28.0.0' }),
  'ip-masq': restart('boolean'),
  iptables: restart('boolean'),
  ipv6: restart('boolean'),
  'firewall-backend': restart('string', { since: '29.0.0' }),
  'userland-proxy': restart('boolean'),
  'userland-proxy-path': restart('string'),
  'host-gateway-ip': restart('string'),
  'host-gateway-ips': restart('strings', { since: '28.0.0' }),
  'network-control-plane-mtu': restart('integer'),
  'min-api-version': restart('string', { since: '25.0.0' }),
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
  'swarm-raft-election-tick': restart('integer'),
  'swarm-raft-heartbeat-tick': restart('integer'),
  'userns-remap': restart('string'),
  'cdi-spec-dirs': restart('strings', { since: '25.0.0' }),
  'resolv-conf': restart('string'),
  'deprecated-key-path': restart('string', { inert: '1.0.0' }),
  'cluster-store': restart('string', { removed: '23.0.0' }),
  'cluster-advertise': restart('string', { removed: '23.0.0' }),
  'cluster-store-opts': restart('object', { removed: '23.0.0' }),
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
  validate: undefined,
  restart: undefined,
  help: undefined,
  version: undefined,
}

/** Objects whose members dockerd does not take for keys of their own (moby `flatOptions`), and those it knows by shape. */
export const OPAQUE_OBJECTS: ReadonlySet<string> = new Set([
  'cluster-store-opts',
  'default-network-opts',
  'log-opts',
  'runtimes',
  'default-ulimits',
  'features',
  'builder',
  'nri-opts',
  'proxies',
])
