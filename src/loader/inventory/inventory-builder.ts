import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { GroupName, HostName } from '../../model/inventory.ts'
import { allAsChild, badPriority, cyclicChildren } from './errors.ts'

export interface GroupDraft {
  readonly name: GroupName
  readonly hosts: Set<HostName>
  readonly children: Set<GroupName>
  readonly vars: Map<string, unknown>
  priority: number
}

export interface HostDraft {
  readonly name: HostName
  readonly vars: Map<string, unknown>
}

/** Where the thing being added is written, for `inventory_file` and `inventory_dir`. */
export interface SourceOrigin {
  readonly file: string
  readonly dir: string | null
}

/** An inventory while its sources are read, with the rules of Ansible's inventory/data.py. Problems are collected. */
export class InventoryBuilder {
  readonly groups = new Map<GroupName, GroupDraft>()
  readonly hosts = new Map<HostName, HostDraft>()
  readonly problems: LongshoreError[] = []
  readonly warnings: string[] = []

  constructor() {
    this.addGroup('all')
    this.addGroup('ungrouped')
    this.groups.get('all')?.children.add('ungrouped')
  }

  addGroup(name: GroupName): void {
    if (this.groups.has(name)) return
    this.groups.set(name, { name, hosts: new Set(), children: new Set(), vars: new Map(), priority: 1 })
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      this.warnings.push(`the group name '${name}' cannot be a variable name: use letters, digits and _`)
    }
  }

  addHost(name: HostName, group: GroupName, port: number | undefined, origin: SourceOrigin): void {
    if (!this.hosts.has(name)) {
      const vars = new Map<string, unknown>()
      if (port !== undefined && port !== 0) vars.set('ansible_port', port)
      vars.set('inventory_file', origin.file).set('inventory_dir', origin.dir)
      this.hosts.set(name, { name, vars })
    }
    this.groups.get(group)?.hosts.add(name)
  }

  /** Sets a variable of the group of this name, else of the host: a host that is named like a group loses (Ansible). */
  setVariable(name: string, key: string, value: unknown, at: SourcePosition): void {
    const group = this.groups.get(name)
    if (group === undefined) this.hosts.get(name)?.vars.set(key, value)
    else if (key === 'ansible_group_priority') this.#setPriority(group, value, at)
    else group.vars.set(key, value)
  }

  addChild(parent: GroupName, child: GroupName, at: SourcePosition): void {
    const draft = this.groups.get(parent)
    if (draft === undefined || draft.children.has(child)) return
    if (child === 'all') this.problems.push(allAsChild(parent, at))
    else if (this.#isInside(parent, child)) this.problems.push(cyclicChildren(parent, child, at))
    else draft.children.add(child)
  }

  #setPriority(group: GroupDraft, value: unknown, at: SourcePosition): void {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
    if (/^[-+]?\d+$/.test(text)) group.priority = Number(text)
    else this.problems.push(badPriority(group.name, at))
  }

  #isInside(inner: GroupName, outer: GroupName): boolean {
    const below = new Set<GroupName>([outer])
    for (const name of below) {
      if (name === inner) return true
      for (const child of this.groups.get(name)?.children ?? []) below.add(child)
    }
    return false
  }
}
