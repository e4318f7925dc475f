import { access } from '../base/files-at-once.ts'

/** Ansible's own place. No source where there is nothing: then only the implicit localhost is there. */
export async function ansibleDefaultInventory(): Promise<readonly string[]> {
  return access(DEFAULT_INVENTORY).then(
    () => [DEFAULT_INVENTORY],
    () => [],
  )
}

const DEFAULT_INVENTORY = '/etc/ansible/hosts'
