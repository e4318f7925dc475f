import { access } from 'node:fs/promises'

/** Ansible's own place, else an inventory without a host, where the implicit localhost is. */
export async function ansibleDefaultInventory(): Promise<string> {
  return access(DEFAULT_INVENTORY).then(
    () => DEFAULT_INVENTORY,
    () => '/dev/null',
  )
}

const DEFAULT_INVENTORY = '/etc/ansible/hosts'
