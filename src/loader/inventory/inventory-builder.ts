import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { combineVars } from '../../model/combine-vars.ts'
import type { GroupName, HostName } from '../../model/inventory.ts'
import { allAsChild, badPriority, cyclicChildren } from './errors.ts'
import { isSafeGroupName, safeGroupName } from './group-name.ts'
import { DEFAULT_RULES, type InventoryRules } from './inventory-rules.ts'

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

/** Ends the reading of a source at its first problem, where the rules are lenient. It never leaves the loader. */
export class FirstProblem extends Error {}

/** An inventory while its sources are read, with the rules of Ansible's inventory/data.py. Problems are collected. */
export class InventoryBuilder {
  readonly groups = new Map<GroupName, GroupDraft>()
  readonly hosts = new Map<HostName, HostDraft>()
  readonly problems: LongshoreError[] = []
  /** Problems that end the load even where the rules are lenient. */
  readonly fatal: LongshoreError[] = []
  readonly warnings: string[] = []
  readonly rules: InventoryRules

  constructor(rules: InventoryRules = DEFAULT_RULES) {
    this.rules = rules
    this.addGroup('all')
    this.addGroup('ungrouped')
    this.groups.get('all')?.children.add('ungrouped')
  }

  /** Where the rules are lenient this throws `FirstProblem`: what follows in the source is not read. */
  refuse(problem: LongshoreError): void {
    this.problems.push(problem)
    if (this.rules.lenient) throw new FirstProblem()
  }

  refuseAll(problems: readonly LongshoreError[]): void {
    for (const problem of problems) this.refuse(problem)
  }

  /** Gives the name that the group has now. */
  addGroup(given: GroupName): GroupName {
    const name = this.groupName(given)
    if (this.groups.has(name)) return name
    this.groups.set(name, { name, hosts: new Set(), children: new Set(), vars: new Map(), priority: 1 })
    if (!this.rules.lenient && !isSafeGroupName(name)) {
      this.warnings.push(`the group name '${name}' cannot be a variable name: use letters, digits and _`)
    }
    return name
  }

  /** The name that a group of this name has by the rules. */
  groupName(given: GroupName): GroupName {
    const { name, warning } = safeGroupName(given, this.rules.groupNames)
    if (warning !== undefined && this.rules.lenient && !this.warnings.includes(warning)) this.warnings.push(warning)
    return name
  }

  addHost(name: HostName, group: GroupName | undefined, port: number | undefined, origin: SourceOrigin): void {
    if (!this.hosts.has(name)) {
      const vars = new Map<string, unknown>()
      if (port !== undefined && port !== 0) vars.set('ansible_port', port)
      vars.set('inventory_file', origin.file).set('inventory_dir', origin.dir)
      this.hosts.set(name, { name, vars })
    }
    if (group !== undefined) this.groups.get(group)?.hosts.add(name)
  }

  /** Sets a variable of the group of this name, else of the host: a host that is named like a group loses (Ansible). */
  setVariable(name: string, key: string, value: unknown, at: SourcePosition): void {
    const group = this.groups.get(name)
    if (key === 'ansible_group_priority' && group !== undefined) {
      this.#setPriority(group, value, at)
      return
    }
    const vars = (group ?? this.hosts.get(name))?.vars
    vars?.set(key, this.rules.mergesHashes ? merged(vars.get(key), value) : value)
  }

  addChild(parent: GroupName, child: GroupName, at: SourcePosition): void {
    const draft = this.groups.get(parent)
    if (draft === undefined || draft.children.has(child)) return
    if (child === 'all') this.#refuseAll(parent, at)
    else if (this.#isInside(parent, child)) this.refuse(cyclicChildren(parent, child, at))
    else draft.children.add(child)
  }

  #refuseAll(parent: GroupName, at: SourcePosition): void {
    const problem = allAsChild(parent, at)
    if (this.rules.lenient) this.fatal.push(problem)
    else this.refuse(problem)
  }

  #setPriority(group: GroupDraft, value: unknown, at: SourcePosition): void {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
    if (/^[-+]?\d+$/.test(text)) group.priority = Number(text)
    else this.refuse(badPriority(group.name, at))
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

function merged(below: unknown, above: unknown): unknown {
  return combineVars([below === undefined ? {} : { below }, { below: above }], true)['below']
}
