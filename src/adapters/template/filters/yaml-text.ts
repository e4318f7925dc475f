import { floatText, pythonStr } from '../python/text.ts'
import { Float, isDict } from '../python/values.ts'
import { doubleQuotedChar, scalarForms } from './yaml-scalar.ts'

export interface YamlLayout {
  readonly indent: number
  /** Texts are folded at the first blank beyond this column. */
  readonly width: number
  readonly sortKeys: boolean
  readonly allowUnicode: boolean
  /** Lists and dictionaries in brackets: never, always, or where they hold only scalars. */
  readonly flow: 'never' | 'always' | 'leaves'
}

/** What PyYAML's `dump` writes. */
export function yamlText(value: unknown, layout: YamlLayout): string {
  const writer = new YamlWriter(layout)
  writer.node(value, 0, 'root')
  return `${writer.text}\n`
}

type Parent = 'root' | 'list' | 'dict' | 'flow'

class YamlWriter {
  readonly #layout: YamlLayout
  text = ''

  constructor(layout: YamlLayout) {
    this.#layout = layout
  }

  /** `indent` is the column of the collection that holds the value. */
  node(value: unknown, indent: number, parent: Parent): void {
    if (!isCollection(value)) {
      this.#scalar(value, parent === 'root' ? 0 : indent + this.#layout.indent, parent === 'flow')
    } else if (parent === 'flow' || isEmpty(value) || this.#isFlow(value)) this.#flow(value, indent, parent)
    else if (Array.isArray(value)) this.#list(value, indent, parent)
    else this.#dict(value, indent, parent)
  }

  #list(items: readonly unknown[], indent: number, parent: Parent): void {
    const column = parent === 'list' ? indent + this.#layout.indent : indent
    for (const item of items) {
      this.#moveTo(column)
      this.text += '-'
      if (!isCollection(item) || this.#isFlow(item) || isEmpty(item)) this.text += ' '
      this.node(item, column, 'list')
    }
  }

  #dict(dict: object, indent: number, parent: Parent): void {
    const column = parent === 'root' ? 0 : indent + this.#layout.indent
    for (const [key, item] of this.#entries(dict)) {
      this.#moveTo(column)
      this.#key(key, false)
      this.text += ':'
      if (!isCollection(item) || this.#isFlow(item) || isEmpty(item)) this.text += ' '
      this.node(item, column, 'dict')
    }
  }

  #flow(value: object, indent: number, parent: Parent): void {
    const isList = Array.isArray(value)
    const inner = parent === 'root' ? this.#layout.indent : indent + this.#layout.indent
    const parts: readonly (readonly [string | undefined, unknown])[] = isList
      ? (value as readonly unknown[]).map((item) => [undefined, item] as const)
      : this.#entries(value)
    this.text += isList ? '[' : '{'
    for (const [index, [key, item]] of parts.entries()) {
      if (index > 0) this.text += ','
      if (this.#column() > this.#layout.width) this.#moveTo(inner)
      else if (index > 0) this.text += ' '
      if (key !== undefined) {
        this.#key(key, true)
        this.text += ': '
      }
      this.node(item, inner, 'flow')
    }
    this.text += isList ? ']' : '}'
  }

  #key(key: string, inFlow: boolean): void {
    const forms = scalarForms(key)
    if (inFlow ? forms.flow : forms.block) this.text += key
    else if (forms.single && !forms.multiline) this.text += `'${key.replaceAll("'", "''")}'`
    else this.text += `"${Array.from(key, (char) => doubleQuotedChar(char, this.#layout.allowUnicode)).join('')}"`
  }

  #scalar(value: unknown, indent: number, inFlow: boolean): void {
    if (typeof value !== 'string') {
      this.text += scalarText(value)
      return
    }
    const { allowUnicode } = this.#layout
    const forms = scalarForms(value)
    const isAscii = /^[\0-\x7f]*$/.test(value)
    if ((inFlow ? forms.flow : forms.block) && (allowUnicode || isAscii)) this.#folded(value, indent)
    else if (forms.single && (allowUnicode || isAscii)) {
      this.text += "'"
      this.#folded(value.replaceAll("'", "''"), indent)
      this.text += "'"
    } else this.#doubleQuoted(value, indent)
  }

  /** Blanks beyond the width, and line ends, become line ends. */
  #folded(text: string, indent: number): void {
    for (const part of text.match(/ +|\n+|[^ \n]+/g) ?? []) {
      if (part.startsWith('\n')) {
        this.text += `\n${part}`
        this.#pad(indent)
      } else if (part === ' ' && this.#column() > this.#layout.width) this.#moveTo(indent)
      else this.text += part
    }
  }

  #doubleQuoted(text: string, indent: number): void {
    this.text += '"'
    const chars = Array.from(text)
    let pending = ''
    for (const [index, char] of chars.entries()) {
      const escaped = doubleQuotedChar(char, this.#layout.allowUnicode)
      const isBreak = (char === ' ' || escaped !== char) && index > 0 && index < chars.length - 1
      if (isBreak && this.#column() + pending.length > this.#layout.width) {
        this.text += `${pending}${escaped === char ? '' : escaped}\\`
        this.#moveTo(indent)
        const next = escaped === char ? char : ''
        if (next === ' ' || (next === '' && chars[index + 1] === ' ')) this.text += '\\'
        pending = next
      } else if (escaped === char) pending += char
      else {
        this.text += pending + escaped
        pending = ''
      }
    }
    this.text += `${pending}"`
  }

  #entries(dict: object): readonly (readonly [string, unknown])[] {
    const entries: [string, unknown][] = Object.entries(dict)
    return this.#layout.sortKeys ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries
  }

  #isFlow(value: unknown): boolean {
    if (this.#layout.flow === 'leaves') return isCollection(value) && !Object.values(value).some(isCollection)
    return this.#layout.flow === 'always'
  }

  /** To a column of this line, or of a new one where the line is beyond it. */
  #moveTo(column: number): void {
    const here = this.#column()
    const isMark = /(?:^|\n) *(?:- *)*-$/.test(this.text)
    if (this.text !== '' && !(isMark && here <= column)) this.text += '\n'
    this.#pad(column)
  }

  #pad(column: number): void {
    this.text += ' '.repeat(Math.max(0, column - this.#column()))
  }

  #column(): number {
    return this.text.length - this.text.lastIndexOf('\n') - 1
  }
}

function isCollection(value: unknown): value is object {
  return Array.isArray(value) || isDict(value)
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Float || (typeof value === 'number' && !Number.isSafeInteger(value))) {
    const text = floatText(Number(value))
    if (/inf|nan/.test(text)) return text.replace(/inf|nan/, '.$&')
    return text.includes('.') ? text : text.replace('e', '.0e')
  }
  return typeof value === 'boolean' ? String(value) : pythonStr(value)
}
