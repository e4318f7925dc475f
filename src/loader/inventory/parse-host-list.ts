import { parseAddress } from '../../model/host-address.ts'
import type { InventoryBuilder } from './inventory-builder.ts'

/** Adds the hosts of a list such as `web1,db.example.com:2222,` (Ansible: plugins/inventory/host_list.py, no ranges). */
export function parseHostList(list: string, builder: InventoryBuilder): void {
  for (const entry of list.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const address = entry.includes('[') && !/^\[[^[\]]+\]:\d+$/.test(entry) ? undefined : parseAddress(entry)
    const { host, port } = address ?? { host: entry, port: undefined }
    if (!builder.hosts.has(host)) builder.addHost(host, 'ungrouped', port, { file: list, dir: null })
  }
}
