/** Options that dockerd is started with: the key of daemon.json that each sets, to its values. */
export type DockerdFlags = ReadonlyMap<string, readonly string[]>

const SHORT: Readonly<Record<string, string>> = {
  H: 'host',
  D: 'debug',
  l: 'log-level',
  g: 'graph',
  G: 'group',
  s: 'storage-driver',
  b: 'bridge',
  p: 'pidfile',
}

/** Flags that are named otherwise than the key they set. Source: moby cmd/dockerd/config.go. */
const KEYS: Readonly<Record<string, string>> = {
  host: 'hosts',
  'registry-mirror': 'registry-mirrors',
  'insecure-registry': 'insecure-registries',
  label: 'labels',
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
}

const BOOLEANS = new Set(
  'debug experimental icc init ip-forward ip-masq ip6tables iptables ipv6 live-restore no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy cri-containerd validate help version'.split(
    ' ',
  ),
)

/** Reads the words after the program's own name. */
export function parseDockerdFlags(words: readonly string[]): DockerdFlags {
  const flags = new Map<string, string[]>()
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const { name, value } = splitFlag(word)
    if (name === undefined) continue
    const needsNext = value === undefined && !BOOLEANS.has(name)
    const given = needsNext ? (words[++index] ?? '') : (value ?? 'true')
    const key = KEYS[name] ?? name
    flags.set(key, [...(flags.get(key) ?? []), given])
  }
  return flags
}

function splitFlag(word: string): { readonly name?: string; readonly value?: string } {
  const long = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word)
  if (long !== null) return { name: long[1] ?? '', ...(long[2] !== undefined && { value: long[2] }) }
  const short = /^-([a-zA-Z])=?([\s\S]*)$/.exec(word)
  if (short === null) return {}
  const name = SHORT[short[1] ?? ''] ?? short[1] ?? ''
  return { name, ...(short[2] !== '' && { value: short[2] ?? '' }) }
}
