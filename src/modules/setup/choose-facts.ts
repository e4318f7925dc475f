import type { Vars } from '../../model/vars.ts'

/** The facts of the subsets that are asked for, `ansible_` before each name. `min` is left out only by `!all,!min`. */
export function chooseFacts(
  bySubset: Readonly<Record<string, Vars>>,
  subsets: readonly string[],
  filter: readonly string[],
): Vars {
  const without = new Set(subsets.filter((name) => name.startsWith('!')).map((name) => name.slice(1)))
  const wanted = subsets.filter((name) => !name.startsWith('!'))
  const all = (wanted.length === 0 || wanted.includes('all')) && !without.has('all')
  const chosen = Object.entries(bySubset).filter(([name]) => {
    if (without.has(name)) return false
    return name === 'min' || all || wanted.includes(name)
  })
  const facts = chosen.flatMap(([, values]) =>
    Object.entries(values).map(([name, value]) => [`ansible_${name}`, value]),
  )
  const globs = filter.filter((glob) => glob !== '').map(globToRegex)
  const kept = facts.filter(([name]) => globs.length === 0 || globs.some((glob) => glob.test(String(name))))
  return { ...(Object.fromEntries(kept) as Vars), gather_subset: subsets, module_setup: true }
}

/** A glob without the prefix counts too (Ansible: `filter`). */
function globToRegex(glob: string): RegExp {
  const body = glob
    .replaceAll(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^(ansible_)?${body}$`)
}
