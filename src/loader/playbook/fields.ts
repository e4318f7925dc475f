import type { AnsibleWords } from '../../base/ansible-words.ts'
import { EncryptedText } from '../../model/encrypted-text.ts'
import type { Condition, TemplateText } from '../../model/playbook.ts'
import { isVariableName } from '../../model/variable-name.ts'
import type { Vars } from '../../model/vars.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import { describeNode, entryOf, mapToNative, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { checkConditions, checkTemplates } from './check-templates.ts'
import type { Reading } from './reading.ts'

/**
 * Readers of keywords by their type, as Ansible takes them. Each gives undefined where the keyword is absent or wrong; what
 * is wrong is a problem of the reading.
 */
export class Fields {
  readonly #reading: Reading
  readonly #map: YamlMap

  constructor(reading: Reading, map: YamlMap) {
    this.#reading = reading
    this.#map = map
  }

  entry(keyword: string): YamlEntry | undefined {
    const entry = entryOf(this.#map, keyword)
    return entry === undefined || isEmpty(entry.value) ? undefined : entry
  }

  text(keyword: string): string | undefined {
    const entry = this.entry(keyword)
    if (entry === undefined) return undefined
    const text = textOf(entry.value)
    if (text === undefined)
      this.#wrong(entry, 'text', 'Put it in quotes', {
        message: `The field '${keyword}' is supposed to be a string type, however the incoming data structure is a ${ansibleClass(entry.value)}`,
        at: this.#map.at,
      })
    checkTemplates(this.#reading, entry.value)
    return text
  }

  flag(keyword: string): boolean | TemplateText | undefined {
    const entry = this.entry(keyword)
    if (entry === undefined) return undefined
    const value = entry.value.kind === 'scalar' ? entry.value.value : undefined
    if (typeof value === 'boolean') return value
    if (typeof value === 'string' && isTemplate(value)) return this.text(keyword)
    const word = String(value).toLowerCase()
    if (TRUE_WORDS.has(word)) return true
    if (FALSE_WORDS.has(word)) return false
    if (this.#isLeftToRun(keyword, value)) return value
    this.#wrong(entry, 'true or false', 'Write true or false')
    return undefined
  }

  number(keyword: string, kind: NumberKind): number | TemplateText | undefined {
    const entry = this.entry(keyword)
    if (entry === undefined) return undefined
    const value = entry.value.kind === 'scalar' ? entry.value.value : undefined
    if (typeof value === 'string' && isTemplate(value)) return this.text(keyword)
    const number = typeof value === 'string' && /^-?\d+(\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : value
    const sign = typeof number === 'number' && (number >= 0 || kind === 'any number')
    if (sign && (kind !== 'whole number' || Number.isInteger(number))) return number
    if (typeof number !== 'number' && this.#isLeftToRun(keyword, value)) return value
    this.#wrong(entry, kind === 'any number' ? 'a number' : `a ${kind} that is not negative`, 'Write it in digits')
    return undefined
  }

  /** A list of texts, or one text. */
  texts(keyword: string, split?: ','): readonly string[] | undefined {
    const entry = this.entry(keyword)
    if (entry === undefined) return undefined
    const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
    const texts = nodes.map(textOf)
    const all = texts.filter((text) => text !== undefined)
    if (all.length < texts.length) {
      this.#wrong(entry, 'text or a list of texts', "Write one, or a list with '- ' before each")
      return undefined
    }
    checkTemplates(this.#reading, entry.value)
    if (split === undefined) return all
    return all.flatMap((text) => text.split(split).map((part) => part.trim())).filter((part) => part !== '')
  }

  /** A name for a variable: `register`, `loop_var`; or a template that gives one. */
  variableName(keyword: string): string | undefined {
    const entry = this.entry(keyword)
    const name = this.text(keyword)
    if (entry === undefined || name === undefined || isVariableName(name) || isTemplate(name)) return name
    if (keyword === 'register' && this.#reading.checks.argsWhenRun === true) return name
    this.#reading.problem(
      `${keyword}: '${name}' cannot be the name of a variable`,
      entry.value.at,
      'Use letters, digits and underscores, and begin with a letter',
    )
    return undefined
  }

  vars(keyword: string): Vars {
    const entry = this.entry(keyword)
    if (entry === undefined) return {}
    const maps = entry.value.kind === 'list' ? entry.value.items : [entry.value]
    const found: Record<string, unknown> = {}
    for (const map of maps) {
      if (map.kind !== 'map') {
        this.#wrong(entry, 'variables', "Write 'name: value', one a line", {
          message: `Vars in a ${this.#owner()} must be specified as a dictionary, or a list of dictionaries`,
          at: entry.value.at,
        })
        return {}
      }
      for (const { key, keyAt } of map.entries) {
        if (isVariableName(key)) continue
        const hint = 'Use letters, digits and underscores, and begin with a letter'
        this.#reading.problem(`'${key}' cannot be the name of a variable`, keyAt, hint, {
          message: `Invalid variable name in vars specified for ${this.#owner()}: '${key}' is not a valid variable name`,
          at: map.at,
        })
      }
      Object.assign(found, mapToNative(map))
    }
    checkTemplates(this.#reading, entry.value)
    return found
  }

  environment(keyword: string): readonly (Vars | TemplateText)[] {
    const entry = this.entry(keyword)
    if (entry === undefined) return []
    const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
    checkTemplates(this.#reading, entry.value)
    return nodes.flatMap((node): readonly (Vars | TemplateText)[] => {
      if (node.kind === 'map') return [mapToNative(node)]
      const text = textOf(node)
      if (text !== undefined && isTemplate(text)) return [text]
      if (this.#reading.checks.argsWhenRun === true) return [text ?? describeNode(node)]
      this.#wrong(entry, 'environment variables', "Write 'NAME: value', one a line")
      return []
    })
  }

  /** Bare expressions. One that is wholly in braces is taken without them, as Ansible does. */
  conditions(keyword: string): readonly Condition[] | undefined {
    const entry = this.entry(keyword)
    if (entry === undefined) return undefined
    const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
    return nodes.flatMap((node) => this.#condition(keyword, node))
  }

  /** ansible-core refuses tags with the playbook, `throttle` before and other keywords when their task runs. */
  #refusal({ key, value }: YamlEntry): AnsibleWords | undefined {
    if (key === 'throttle')
      return { message: 'Failed to convert the throttle value to an integer.', at: this.#map.at, exitCode: 1 }
    return key === 'tags' ? { message: 'tags must be specified as a list', at: value.at, exitCode: 1 } : undefined
  }

  #condition(keyword: string, node: YamlNode): readonly Condition[] {
    if (isEmpty(node)) return []
    if (node.kind !== 'scalar' || node.opaque !== undefined) {
      const message = `${keyword}: expected an expression, found ${describeNode(node)}`
      this.#reading.problem(message, node.at, 'Write one expression, or a list of them that all have to hold')
      return []
    }
    if (typeof node.value === 'boolean') return [{ expression: node.value, at: node.at }]
    const text = String(node.value).trim()
    const whole = /^\{\{((?:(?!\{\{|\}\}).)*)\}\}$/s.exec(text)?.[1]?.trim() ?? text
    if (isTemplate(whole)) checkTemplates(this.#reading, node)
    else checkConditions(this.#reading, whole, node.at)
    return [{ expression: whole, at: node.at, ...(whole === text ? {} : { inBraces: text }) }]
  }

  /** Then the task fails that has it. */
  #isLeftToRun(keyword: string, value: unknown): value is string {
    return this.#reading.checks.argsWhenRun === true && typeof value === 'string' && READ_BY_TASKS.has(keyword)
  }

  /** Of what it is a keyword, in Ansible's words. */
  #owner(): string {
    if (entryOf(this.#map, 'hosts') !== undefined) return 'Play'
    return entryOf(this.#map, 'block') === undefined ? 'Task' : 'Block'
  }

  #wrong(entry: YamlEntry, expected: string, hint: string, ansible?: AnsibleWords): void {
    this.#reading.problem(
      `${entry.key}: expected ${expected}, found ${foundText(entry.value)}`,
      entry.value.at,
      isFlowMap(entry.value) ? 'A value that starts with {{ has to be in quotes: "{{ name }}"' : hint,
      ansible ?? this.#refusal(entry),
    )
  }
}

/** A number is not negative, unless it is of any kind. */
type NumberKind = 'whole number' | 'number' | 'any number'

/** Keywords of a task that it needs whatever comes of it. */
const READ_BY_TASKS: ReadonlySet<string> = new Set([
  ...['async', 'become', 'check_mode', 'delay', 'diff', 'no_log', 'poll', 'retries', 'timeout'],
])

const TRUE_WORDS: ReadonlySet<string> = new Set(['yes', 'on', '1', 'true', 't', 'y'])
const FALSE_WORDS: ReadonlySet<string> = new Set(['no', 'off', '0', 'false', 'f', 'n'])

export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}

/** Text, or a number or boolean as it was written. */
export function textOf(node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || node.value === null || node.opaque instanceof EncryptedText) return undefined
  return typeof node.value === 'string' ? node.value : node.source
}

function foundText(node: YamlNode): string {
  const isShown = node.kind === 'scalar' && node.value !== null && node.opaque === undefined
  return isShown ? `'${node.source}'` : describeNode(node)
}

function isFlowMap(node: YamlNode): boolean {
  return (
    node.kind === 'map' &&
    node.entries.length === 1 &&
    node.entries[0]?.value.kind === 'scalar' &&
    isEmpty(node.entries[0].value)
  )
}
