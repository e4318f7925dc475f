import { parseAddress } from '../../../model/host-address.ts'
import { inventoryProblem } from '../errors.ts'
import { expandHosts } from '../host-range.ts'
import type { InventoryPlugin } from './plugin.ts'

/** A list such as `web1,db.example.com:2222,` (Ansible: plugins/inventory/host_list.py, no ranges). */
export const hostList: InventoryPlugin = {
  name: 'host_list',
  accepts: (source) => !source.isFile,
  read({ path }, { builder }) {
    for (const entry of entriesOf(path)) {
      const address = entry.includes('[') && !/^\[[^[\]]+\]:\d+$/.test(entry) ? undefined : parseAddress(entry)
      const { host, port } = address ?? { host: entry, port: undefined }
      if (!builder.hosts.has(host)) builder.addHost(host, 'ungrouped', port, { file: path, dir: null })
    }
  },
}

/** The same with ranges: `web[1:20],db` (Ansible: plugins/inventory/advanced_host_list.py). */
export const advancedHostList: InventoryPlugin = {
  name: 'advanced_host_list',
  accepts: (source) => !source.isFile,
  read({ path }, { builder }) {
    for (const entry of entriesOf(path)) {
      const expanded = expandHosts(entry, builder.rules)
      if (!expanded.ok) {
        builder.refuse(inventoryProblem(expanded.error, undefined, 'A range is [01:20], [a:f] or [0:20:5]'))
        continue
      }
      const { names, port } = expanded.value
      for (const name of names) {
        if (!builder.hosts.has(name)) builder.addHost(name, 'ungrouped', port, { file: path, dir: null })
      }
    }
  },
}

function entriesOf(list: string): readonly string[] {
  return list.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}
