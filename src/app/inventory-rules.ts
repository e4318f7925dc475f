import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import { DEFAULT_RULES, type InventoryRules } from '../loader/inventory/inventory-rules.ts'

/** How inventories are read by an ansible.cfg and ANSIBLE_*. `lenient`: as Ansible's own programs do. */
export function inventoryRules(config: AnsibleConfig, lenient: boolean): InventoryRules {
  return {
    lenient,
    enabled: config.inventoryEnabled ?? DEFAULT_RULES.enabled,
    unparsedFails: config.inventoryUnparsedFailed ?? DEFAULT_RULES.unparsedFails,
    anyUnparsedFails: config.inventoryAnyUnparsedFailed ?? DEFAULT_RULES.anyUnparsedFails,
    warnsOfUnparsed: config.inventoryUnparsedWarning ?? DEFAULT_RULES.warnsOfUnparsed,
    groupNames: config.transformInvalidGroupChars ?? DEFAULT_RULES.groupNames,
    mergesHashes: config.hashBehaviour === 'merge',
    ...(config.precedence !== undefined && { precedence: config.precedence }),
    ignoredExtensions: config.inventoryIgnoreExtensions ?? DEFAULT_RULES.ignoredExtensions,
    ignoredPatterns: config.inventoryIgnorePatterns ?? DEFAULT_RULES.ignoredPatterns,
  }
}
