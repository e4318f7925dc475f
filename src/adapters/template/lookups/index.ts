import { config } from './config.ts'
import { fileLookups } from './file-lookups.ts'
import { inventoryHostnames } from './inventory-hostnames.ts'
import { listLookups } from './list-lookups.ts'
import type { Lookup } from './lookup.ts'
import type { LookupName } from './names.ts'
import { passwords } from './password.ts'
import { processLookups } from './process-lookups.ts'
import { sequence } from './sequence.ts'
import { tableLookups } from './table-lookups.ts'
import { url } from './url.ts'
import { variableLookups } from './variable-lookups.ts'

/** Ansible's lookups by name. */
export const lookups: Readonly<Record<LookupName, Lookup>> = {
  ...variableLookups,
  ...fileLookups,
  ...processLookups,
  ...listLookups,
  ...tableLookups,
  inventory_hostnames: inventoryHostnames,
  sequence,
  config,
  url,
  password: passwords,
}
