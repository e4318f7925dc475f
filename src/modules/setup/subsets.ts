/** What belongs to `min`, which is gathered unless it is left out by name. */
const MIN = [
  ...['apparmor', 'caps', 'cmdline', 'date_time', 'distribution', 'dns', 'env', 'fips', 'local', 'lsb', 'pkg_mgr'],
  ...['platform', 'python', 'selinux', 'service_mgr', 'ssh_pub_keys', 'user'],
]

/** Subsets by other names, which are those of facts in them (Ansible: module_utils/facts/system). */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  hardware: ['devices', 'mounts', 'processor', 'processor_cores', 'processor_count'],
  network: ['interfaces', 'default_ipv4', 'default_ipv6', 'all_ipv4_addresses', 'all_ipv6_addresses'],
  virtual: [...['virtualization_type', 'virtualization_role', 'virtualization_tech_guest', 'virtualization_tech_host']],
  platform: ['system', 'kernel', 'kernel_version', 'machine', 'python_version', 'architecture', 'machine_id'],
  distribution: ['distribution_version', 'distribution_release', 'distribution_major_version', 'os_family'],
  user: [
    ...['user_id', 'user_uid', 'user_gid', 'user_gecos', 'user_dir', 'user_shell', 'real_user_id'],
    ...['effective_user_id', 'effective_group_ids'],
  ],
  caps: ['system_capabilities', 'system_capabilities_enforced'],
  ssh_pub_keys: [
    ...['ssh_host_pub_keys', 'ssh_host_key_dsa_public', 'ssh_host_key_ecdsa_public'],
    ...['ssh_host_key_ed25519_public', 'ssh_host_key_rsa_public'],
  ],
  chroot: ['is_chroot'],
}

const OTHERS = [
  'chroot',
  'facter',
  'fibre_channel_wwn',
  'hardware',
  'iscsi',
  'loadavg',
  'network',
  'nvme',
  'ohai',
  'virtual',
]

/** Subsets that a subset cannot do without, and brings. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  network: ['platform', 'distribution'],
  hardware: ['platform'],
  pkg_mgr: ['distribution'],
  service_mgr: ['platform', 'distribution'],
}

const SUBSETS: readonly string[] = [...MIN, ...OTHERS]

const KNOWN: ReadonlySet<string> = new Set([...SUBSETS, ...Object.values(ALIASES).flat()])

/** The subset that a name stands for: its own, or the one that the fact is in. */
function subsetOf(name: string): string {
  return Object.entries(ALIASES).find(([, aliases]) => aliases.includes(name))?.[0] ?? name
}

/** The subsets that a `gather_subset` asks for, or its first word that is none (Ansible: module_utils/facts/collector.py). */
export function chosenSubsets(
  words: readonly string[],
): { readonly chosen: ReadonlySet<string> } | { readonly unknown: string } {
  const chosen = new Set(MIN)
  const excluded = new Set<string>()
  const asked = new Set<string>()
  for (const word of words.map((each) => each.trim())) {
    const name = word.replace(/^!/, '')
    const isExcluded = word.startsWith('!')
    const target = isExcluded ? excluded : chosen
    if (name === 'min') MIN.forEach((each) => target.add(each))
    else if (name === 'all') (isExcluded ? OTHERS : SUBSETS).forEach((each) => target.add(each))
    else if (isExcluded) excluded.add(subsetOf(name))
    else if (!KNOWN.has(name)) return { unknown: name }
    else {
      asked.add(subsetOf(name))
      chosen.add(subsetOf(name))
    }
  }
  const left = [...chosen].filter((name) => !excluded.has(name) || asked.has(name))
  return { chosen: new Set(left.flatMap((name) => [name, ...(NEEDS[name] ?? [])])) }
}

/** All words that `gather_subset` knows, as its error tells them. */
export const SUBSET_WORDS: readonly string[] = ['all', ...[...KNOWN].sort()]
