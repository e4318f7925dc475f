import type { SourcePosition } from '../../base/source-position.ts'
import type { GroupName } from '../../model/inventory.ts'
import { inventoryProblem, undefinedGroup, varsOfUndefinedGroup } from './errors.ts'
import { expandHosts } from './host-range.ts'
import type { InventoryBuilder, SourceOrigin } from './inventory-builder.ts'
import { pythonLiteral } from './python-literal.ts'
import { shellWords, type ShellWord } from '../../base/shell-words.ts'

type SectionKind = 'hosts' | 'children' | 'vars'

/** A group that is named before it is defined. */
interface Pending {
  readonly kind: 'children' | 'vars'
  readonly at: SourcePosition
  readonly parents: GroupName[]
}

/**
 * Adds what an INI inventory says, in Ansible's dialect (plugins/inventory/ini.py): `[group]`, `[group:children]`,
 * `[group:vars]`, comments with `#` and `;`. Values are Python literals where they can be, else text.
 */
export function parseIni(text: string, file: string, origin: SourceOrigin, builder: InventoryBuilder): void {
  new IniParser(file, origin, builder).parse(text)
}

class IniParser {
  readonly #file: string
  readonly #origin: SourceOrigin
  readonly #builder: InventoryBuilder
  readonly #pending = new Map<GroupName, Pending>()
  #group: GroupName = 'ungrouped'
  #kind: SectionKind = 'hosts'
  #line = 0
  #indent = 0

  constructor(file: string, origin: SourceOrigin, builder: InventoryBuilder) {
    this.#file = file
    this.#origin = origin
    this.#builder = builder
  }

  parse(text: string): void {
    for (const raw of text.split(/\r\n|\r|\n/)) {
      this.#line++
      const line = raw.trim()
      this.#indent = raw.length - raw.trimStart().length
      if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
      const section = sectionOf(line)
      if (section?.[1] !== undefined) this.#openSection(section[1], section[2])
      else if (/^\[.*\]$/.test(line))
        this.#refuse(0, `the section ${line} is malformed`, 'A section is [group], without spaces')
      else if (this.#kind === 'hosts') this.#addHosts(line)
      else if (this.#kind === 'vars') this.#addVariable(line)
      else this.#addChild(line)
    }
    this.#reportPending()
  }

  #openSection(given: GroupName, kind = 'hosts'): void {
    const group = this.#builder.groupName(given)
    if (kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
      const hint = 'A section is [group], [group:children] or [group:vars]'
      this.#refuse(group.length + 2, `the section [${group}:${kind}] is of an unknown kind '${kind}'`, hint)
      return
    }
    this.#group = group
    this.#kind = kind
    const pending = this.#pending.get(group)
    if (!this.#builder.groups.has(group)) {
      if (kind === 'vars' && pending === undefined) {
        this.#pending.set(group, { kind: 'vars', at: this.#at(0), parents: [] })
      }
      this.#builder.addGroup(group)
    }
    if (kind !== 'vars' && pending?.kind === 'children') this.#settleChildren(group, pending)
    else if (kind !== 'vars') this.#pending.delete(group)
  }

  #settleChildren(group: GroupName, pending: Pending): void {
    this.#pending.delete(group)
    for (const parent of pending.parents) {
      this.#builder.addChild(parent, group, pending.at)
      const above = this.#pending.get(parent)
      if (above?.kind === 'children') this.#settleChildren(parent, above)
    }
  }

  #addHosts(line: string): void {
    const words = shellWords(line, { comments: true })
    if (!words.ok) {
      this.#refuse(0, `this host line cannot be read: ${words.error}`, 'Close the quote, or put the value in quotes')
      return
    }
    const [first, ...rest] = words.value
    if (first === undefined) return
    const names = this.#hostNames(first)
    const vars = rest.map((word) => this.#hostVariable(word, first.text))
    for (const name of names.names) {
      this.#builder.addHost(name, this.#group, names.port, this.#origin)
      for (const entry of vars)
        if (entry !== undefined) this.#builder.setVariable(name, entry.key, entry.value, entry.at)
    }
  }

  #hostNames(word: ShellWord): { readonly names: readonly string[]; readonly port: number | undefined } {
    const nothing = { names: [], port: undefined }
    const refuse = (message: string, hint: string) => {
      this.#refuse(word.column - 1, message, hint)
      return nothing
    }
    if (word.text === '') return refuse('the name of this host is empty', 'Write the name of the host first')
    if (word.text === '---')
      return refuse("'---' begins a YAML file, but this one is read as INI", 'Name the file *.yml')
    const expanded = expandHosts(word.text, this.#builder.rules)
    if (!expanded.ok) return refuse(expanded.error, 'A range is [01:20], [a:f] or [0:20:5]')
    if (word.text.endsWith(':') && expanded.value.port === undefined) {
      return refuse(
        `Invalid host pattern '${word.text}' supplied, ending in ':' is not allowed, this character is reserved to provide a port.`,
        'Remove the colon, or write host:2222',
      )
    }
    return expanded.value
  }

  #hostVariable(word: ShellWord, host: string): Variable | undefined {
    const equals = word.text.indexOf('=')
    if (equals >= 0) {
      const value = valueOf(word.text.slice(equals + 1))
      return { key: word.text.slice(0, equals), value, at: this.#at(word.column - 1) }
    }
    const hint = 'After the host come variables: name=value. Put a value with spaces in quotes, and one host on a line'
    const message = `Expected key=value host variable assignment, got: ${word.text} (after the host '${host}')`
    this.#refuse(word.column - 1, message, hint)
    return undefined
  }

  #addVariable(line: string): void {
    const equals = line.indexOf('=')
    if (equals < 0) {
      this.#refuse(0, `[${this.#group}:vars] takes name=value, and this line has no '='`, 'Write name=value')
      return
    }
    const value = valueOf(line.slice(equals + 1).trim())
    this.#builder.setVariable(this.#group, line.slice(0, equals).trim(), value, this.#at(0))
  }

  #addChild(line: string): void {
    const child = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line)?.[1]
    if (child === undefined) {
      const hint = 'Write the name of one group a line, without variables'
      this.#refuse(0, `[${this.#group}:children] takes names of groups, and '${line}' is none`, hint)
      return
    }
    const pending = this.#pending.get(child)
    if (this.#builder.groups.has(child)) this.#builder.addChild(this.#group, child, this.#at(0))
    else if (pending !== undefined) pending.parents.push(this.#group)
    else this.#pending.set(child, { kind: 'children', at: this.#at(0), parents: [this.#group] })
  }

  #reportPending(): void {
    for (const [group, { kind, at, parents }] of this.#pending) {
      const known = [...this.#builder.groups.keys()].filter((name) => !this.#pending.has(name))
      const parent = parents.at(-1) ?? ''
      const problem =
        kind === 'vars'
          ? varsOfUndefinedGroup(group, at, known)
          : undefinedGroup(`${parent}:children`, group, at, known)
      this.#builder.refuse(problem)
    }
  }

  #refuse(offset: number, message: string, hint: string): void {
    this.#builder.refuse(inventoryProblem(message, this.#at(offset), hint))
  }

  #at(offset: number): SourcePosition {
    return { file: this.#file, line: this.#line, column: this.#indent + offset + 1 }
  }
}

/** A kind of section is a word; one of other letters than ASCII's is none that is known, and told of by its name. */
const SECTIONS = [/^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/, /^\[([^:\]\s]+)(?::([\p{L}\p{N}_]+))?\]\s*(?:#.*)?$/u]

function sectionOf(line: string): RegExpExecArray | null {
  if (!line.startsWith('[')) return null
  return SECTIONS.reduce<RegExpExecArray | null>((found, form) => found ?? form.exec(line), null)
}

interface Variable {
  readonly key: string
  readonly value: unknown
  readonly at: SourcePosition
}

function valueOf(text: string): unknown {
  const literal = pythonLiteral(text)
  return literal === undefined ? text : literal
}
