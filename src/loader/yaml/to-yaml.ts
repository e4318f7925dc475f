import { EncryptedText } from '../../model/encrypted-text.ts'
import { pythonScalar } from './python-scalar.ts'

export interface YamlForm {
  /** Columns that a map is indented by. Default: 2. */
  readonly step?: number
  /** Texts of several lines as blocks (`|-`), where PyYAML allows it. Default: false. */
  readonly blocks?: boolean
}

/**
 * YAML as PyYAML's `dump(value, default_flow_style=False, allow_unicode=True)` writes it, byte for byte: sorted keys, lists
 * that are not indented, `&id001` where the same map or list is there again. What is encrypted stays so, under `!vault`.
 */
export function toYaml(value: unknown, { step = 2, blocks = false }: YamlForm = {}): string {
  const anchors = anchorsOf(value)
  const written = new Set<object>()
  const lead = ' '.repeat(step - 1)
  const text = nodeOf(value, { indent: 0, column: 0, place: 'root' })
  return `${text.replace(/^[\n ]/, '')}\n`

  /** Begins with what separates it from its key or dash: a space, or a line break. */
  function nodeOf(node: unknown, at: Place): string {
    if (node instanceof EncryptedText) return ` !vault |\n${vaultLines(node, at.indent + step)}`
    if (typeof node === 'string' && blocks && isBlock(node)) return ` ${blockOf(node, at.indent + step)}`
    if (typeof node !== 'object' || node === null) return ` ${scalarOf(node, at, step)}`
    const anchor = anchors.get(node)
    if (anchor !== undefined && written.has(node)) return ` *${anchor}`
    written.add(node)
    const mark = anchor === undefined ? '' : ` &${anchor}`
    const body = Array.isArray(node) ? listOf(node, at) : mapOf(node, at)
    return mark === ''
      ? body
      : `${mark}${at.place === 'item' && body.startsWith(' ') && /\S/.test(body) ? ownLine(body, at) : body}`
  }

  function listOf(items: readonly unknown[], at: Place): string {
    if (items.length === 0) return ' []'
    const indent = at.place === 'item' ? at.indent + step : at.indent
    const start = ' '.repeat(indent)
    const lines = items.map((item) => `${start}-${nodeOf(item, { indent, column: indent + 2, place: 'item' })}`)
    return at.place === 'item' && !anchors.has(items) ? lines.join('\n').replace(start, lead) : `\n${lines.join('\n')}`
  }

  function mapOf(map: object, at: Place): string {
    const entries = Object.entries(map).sort(([a], [b]) => byCodePoint(a, b))
    if (entries.length === 0) return ' {}'
    const indent = at.place === 'root' ? 0 : at.indent + step
    const start = ' '.repeat(indent)
    const lines = entries.map(([name, item]) => {
      const key = pythonScalar(name, { column: indent, indent, isKey: true })
      return `${start}${key}:${nodeOf(item, { indent, column: indent + key.length + 2, place: 'value' })}`
    })
    return at.place === 'item' && !anchors.has(map) ? lines.join('\n').replace(start, lead) : `\n${lines.join('\n')}`
  }

  function ownLine(body: string, { indent }: Place): string {
    return `\n${' '.repeat(indent + step)}${body.trimStart()}`
  }
}

interface Place {
  /** Of the map or list that this lies in. */
  readonly indent: number
  readonly column: number
  readonly place: 'root' | 'value' | 'item'
}

/** PyYAML writes as a block what has a line break, and neither blanks before one nor characters that need quotes. */
function isBlock(text: string): boolean {
  return /[\n\u0085\u2028\u2029]/.test(text) && !/ (?:[\n\u0085\u2028\u2029]|$)/.test(text) && !UNPRINTABLE.test(text)
}

const UNPRINTABLE = /[^\n\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

function blockOf(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? String(indent) : ''
  const end = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-'
  const lines = text.replace(/\n$/, '').split('\n')
  return `|${hint}${end}\n${lines.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`)).join('\n')}`
}

function scalarOf(value: unknown, { indent, column }: Place, step: number): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return pythonScalar(value, { column, indent: indent + step, isKey: false })
  if (typeof value !== 'number') return JSON.stringify(value)
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)
  const padded = text.replace(/e([-+])(\d)$/, 'e$10$2')
  return padded.includes('.') ? padded : padded.replace('e', '.0e')
}

function vaultLines({ envelope }: EncryptedText, indent: number): string {
  const lines = envelope.replace(/\n+$/, '').split('\n')
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n')
}

/** Names for maps and lists that are there more than once, in the order in which they are found again. */
function anchorsOf(root: unknown): ReadonlyMap<object, string> {
  const seen = new Set<object>()
  const anchors = new Map<object, string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || node instanceof EncryptedText) return
    if (seen.has(node)) {
      if (!anchors.has(node)) anchors.set(node, `id${String(anchors.size + 1).padStart(3, '0')}`)
      return
    }
    seen.add(node)
    if (Array.isArray(node)) node.forEach(visit)
    else for (const [, item] of Object.entries(node).sort(([a], [b]) => byCodePoint(a, b))) visit(item)
  }
  visit(root)
  return anchors
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
