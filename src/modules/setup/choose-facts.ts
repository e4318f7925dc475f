import type { Vars } from '../../model/vars.ts'

/** The facts, `ansible_` before each name, that match a glob of `filter` where there is one. */
export function chooseFacts(found: Vars, subsets: readonly string[], filter: readonly string[]): Vars {
  const facts = Object.entries(found).map(([name, value]) => [`ansible_${name}`, value] as const)
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
    .replaceAll('[!', '[^')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^(ansible_)?${body}$`)
}
