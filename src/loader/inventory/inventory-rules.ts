/** What happens to a group's name that cannot be that of a variable (Ansible: TRANSFORM_INVALID_GROUP_CHARS). */
export type GroupNameRule = 'always' | 'never' | 'ignore' | 'silently'

/** How inventories are read, as far as Ansible's settings change it. */
export interface InventoryRules {
  /**
   * Ansible's own manner: a source that nothing can read is a warning, and what was read of it until then stays. Otherwise
   * every problem is an error, and all are told.
   */
  readonly lenient: boolean
  /** Names of plugins in the order in which they are tried. */
  readonly enabled: readonly string[]
  /** No source at all could be read: an error instead of a warning. */
  readonly unparsedFails: boolean
  /** The same of any single source. */
  readonly anyUnparsedFails: boolean
  readonly warnsOfUnparsed: boolean
  readonly groupNames: GroupNameRule
  /** `hash_behaviour = merge`: a map goes into the map of the same name, and does not replace it. */
  readonly mergesHashes: boolean
  /** Layers of variables of groups, weakest first (`precedence`). */
  readonly precedence?: readonly string[]
  /** Endings of names that are passed over in a folder of inventories. */
  readonly ignoredExtensions: readonly string[]
  /** Regular expressions of names that are passed over there, besides. */
  readonly ignoredPatterns: readonly string[]
}

/** Ansible's defaults (config/base.yml of 2.14), but for its lenience. */
export const DEFAULT_RULES: InventoryRules = {
  lenient: false,
  enabled: ['host_list', 'script', 'auto', 'yaml', 'ini', 'toml'],
  unparsedFails: false,
  anyUnparsedFails: false,
  warnsOfUnparsed: true,
  groupNames: 'never',
  mergesHashes: false,
  ignoredExtensions: [
    ...['.pyc', '.pyo', '.swp', '.bak', '~', '.rpm', '.md', '.txt', '.rst'],
    ...['.orig', '.ini', '.cfg', '.retry'],
  ],
  ignoredPatterns: [],
}
