import { literalValue, spelledValue } from '../python/literal.ts'
import { pythonRepr, pythonText } from '../python/text.ts'
import { Float, Instance, isDict, Tuple, Undefined } from '../python/values.ts'
import { defined } from '../python/errors.ts'
import type { Runtime } from './runtime.ts'

/** Printed text that stays text, whatever it spells: what `to_json` and its like give (`STRING_TYPE_FILTERS`). */
export class KeptText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const REMEMBERED = 1000
const kept = new Set<string>()

/**
 * What was printed, as one value: text, unless it spells a list, a dictionary or a boolean and `convert` is on (2.14's
 * `ansible_eval_concat`); `isVariable` where it is that of a variable alone. A list or dictionary alone is not spelled and read again where both would give it back.
 */
export function concat(pieces: readonly unknown[], run: Runtime, isVariable = false): unknown {
  if (run.convert === 'no') return pieces.map(textOf).join('')
  if (run.convert === 'native-text') return pieces.map(nativeTextOf).join('')
  if (run.convert === 'native') return nativeConcat(pieces, isVariable)
  const [only] = pieces
  if (pieces.length !== 1) return converted(pieces.map(textOf).join(''))
  if (only instanceof KeptText) {
    if (/^[[{]/.test(only.text)) remember(only.text)
    return only.text
  }
  if (typeof only === 'boolean') return only
  if ((Array.isArray(only) && !(only instanceof Tuple)) || isDict(only))
    return isLiteral(only) ? only : pythonRepr(only)
  if (typeof only === 'object' && !(only instanceof Float) && !Array.isArray(only) && !(only instanceof Instance))
    return only
  const text = pythonText(only)
  return isVariable && kept.has(text) ? text : converted(text)
}

/** 2.14's `ansible_native_concat`: a value alone is itself, and text is what it spells. */
function nativeConcat(pieces: readonly unknown[], isVariable: boolean): unknown {
  const [only] = pieces
  if (pieces.length === 0) return null
  if (pieces.length === 1 && only instanceof KeptText) {
    remember(only.text)
    return only.text
  }
  if (pieces.length === 1 && typeof only !== 'string') return only
  const text = pieces.map(nativeTextOf).join('')
  if (isVariable && kept.has(text)) return text
  const spelled = spelledValue(text)
  if (spelled === undefined) return text
  return typeof spelled.value === 'string' ? `${text.charAt(0)}${spelled.value}${text.charAt(0)}` : spelled.value
}

function textOf(piece: unknown): string {
  return piece instanceof KeptText ? piece.text : pythonText(piece)
}

function nativeTextOf(piece: unknown): string {
  return piece === null ? 'None' : textOf(piece)
}

function converted(text: string): unknown {
  return literalValue(text) ?? text
}

/** Remembers the text, which may come back as the value of a variable and be text there, too. */
function remember(text: string): void {
  kept.delete(text)
  kept.add(text)
  if (kept.size > REMEMBERED) kept.delete(kept.values().next().value ?? '')
}

/** Whether Python could read the value back from its own spelling. */
function isLiteral(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isLiteral)
  if (isDict(value)) return Object.values(value).every(isLiteral)
  if (value instanceof Float || typeof value === 'number') return Number.isFinite(Number(value))
  return !(value instanceof Instance)
}

/** A value that is printed holds nothing undefined, at any depth. */
export function allDefined(value: unknown): unknown {
  if (value instanceof Undefined) return defined(value) instanceof Undefined ? '' : value
  if (Array.isArray(value)) value.forEach(allDefined)
  else if (isDict(value)) Object.values(value).forEach(allDefined)
  return value
}
