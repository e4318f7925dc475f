import type { GroupNameRule } from './inventory-rules.ts'

export interface SafeName {
  readonly name: string
  /** What Ansible says where the name is not safe. */
  readonly warning: string | undefined
}

const PLAIN_NAME = /^[a-z_]\w*$/i
const UNSAFE = /^[^\p{L}_]|[^\p{L}\p{N}_]/gu

/** Whether a variable could be called so. */
export function isSafeGroupName(name: string): boolean {
  return PLAIN_NAME.test(name) || name.search(UNSAFE) < 0
}

/** The name of a group with `_` for what no variable's name may have (Ansible: inventory/group.py, to_safe_group_name). */
export function safeGroupName(name: string, rule: GroupNameRule): SafeName {
  if (isSafeGroupName(name)) return { name, warning: undefined }
  const end = 'use -vvvv to see details'
  if (rule === 'never')
    return { name, warning: `Invalid characters were found in group names but not replaced, ${end}` }
  if (rule === 'ignore') return { name, warning: undefined }
  const warning = `Invalid characters were found in group names and automatically replaced, ${end}`
  return { name: name.replace(UNSAFE, '_'), warning: rule === 'always' ? warning : undefined }
}
