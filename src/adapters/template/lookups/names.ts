export type LookupName = (typeof lookupNames)[number]

/** Ansible's lookups that are here. */
export const lookupNames = [
  ...(['csvfile', 'dict', 'env', 'file', 'fileglob', 'first_found', 'indexed_items', 'ini', 'items'] as const),
  ...(['inventory_hostnames'] as const),
  ...(['lines', 'list', 'nested', 'password', 'pipe', 'random_choice', 'sequence', 'subelements'] as const),
  ...(['template', 'together', 'unvault', 'varnames', 'vars', 'config', 'url'] as const),
] as const

export function isLookup(name: string): name is LookupName {
  return (lookupNames as readonly string[]).includes(name)
}

/** A lookup by its short or full name, such as `ansible.builtin.file`. */
export function shortLookupName(name: string): string {
  return name.replace(/^ansible\.(builtin|legacy)\./, '')
}
