import { EncryptedText } from '../../../model/encrypted-text.ts'
import { isDict } from '../python/values.ts'
import type { Expression } from './ast.ts'
import type { Evaluate, Frame } from './runtime.ts'

/**
 * What `vault_encrypted` is asked of: a variable, or a way into one, that is written encrypted, not opened. Anything else
 * is what `evaluate` gives.
 */
export function asWritten(node: Expression, evaluate: Evaluate): Evaluate {
  return (frame) => {
    const written = writtenOf(node, frame)
    return written instanceof EncryptedText ? written : evaluate(frame)
  }
}

function writtenOf(node: Expression, frame: Frame): unknown {
  if (node.kind === 'name') return frame.written(node.name)
  if (node.kind === 'attribute') return memberOf(writtenOf(node.of, frame), node.name)
  if (node.kind === 'item' && node.key.kind === 'constant') return memberOf(writtenOf(node.of, frame), node.key.value)
  return undefined
}

function memberOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).at(Number(key))
  return isDict(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined
}
