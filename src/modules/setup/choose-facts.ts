import type { Vars } from '../../model/vars.ts'

/** Facts of `min` whose name does not tell their subset. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^(distribution|os_family)/, 'distribution'],
  [/^(user_|real_|effective_)/, 'user'],
  [/^system_capabilities/, 'caps'],
  [/^(cmdline|proc_cmdline)$/, 'cmdline'],
  [/^ssh_host_/, 'ssh_pub_keys'],
  [/^python$/, 'python'],
  [/^virtualization_/, 'virtual'],
  [/^(apparmor|date_time|dns|env|fips|local|lsb|pkg_mgr|selinux|service_mgr|loadavg|is_chroot)$/, ''],
]

function subsetOf(group: string, name: string): string {
  if (group !== 'min') return group
  const found = BY_NAME.find(([pattern]) => pattern.test(name))
  if (found === undefined) return name.startsWith('uptime') ? 'hardware' : 'platform'
  return found[1] === '' ? name.replace(/^is_/, '') : found[1]
}

/** The facts of the chosen subsets, `ansible_` before each name, that match a glob of `filter` where there is one. */
export function chooseFacts(
  byGroup: Readonly<Record<string, Vars>>,
  chosen: ReadonlySet<string>,
  subsets: readonly string[],
  filter: readonly string[],
): Vars {
  const facts = Object.entries(byGroup).flatMap(([group, values]) =>
    Object.entries(values)
      .filter(([name]) => chosen.has(subsetOf(group, name)))
      .map(([name, value]) => [`ansible_${name}`, value] as const),
  )
  const globs = filter.filter((glob) => glob !== '').map(globToRegex)
  const kept = facts.filter(([name]) => globs.length === 0 || globs.some((glob) => glob.test(name)))
  return {
    ...(Object.fromEntries(kept) as Vars),
    ...(globs.length === 0 ? { gather_subset: subsets, module_setup: true } : {}),
  }
}

/** A glob without the prefix counts too (Ansible: `filter`). */
function globToRegex(glob: string): RegExp {
  const body = glob
    .replaceAll(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^(ansible_)?${body}$`)
}
