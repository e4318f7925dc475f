import type { ErrorCode } from '../../base/error-code.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileBinary, fileNotUtf8 } from '../errors.ts'

/**
 * The text of a file that a person wrote: UTF-8, a byte order mark dropped, without NUL and the other control characters
 * that YAML forbids. `file` is how the operator knows it; `code` is the code of the error where it is not text.
 */
export function decodeText(bytes: Uint8Array, file: string, code: ErrorCode): Result<string, LongshoreError> {
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    const { line, column } = placeAfter(Buffer.from(bytes.subarray(0, nul)).toString('latin1'))
    return err(fileBinary(code, file, line, column, 0))
  }
  const text = decodeUtf8(bytes)
  if (text === undefined) {
    const { line, column } = placeAfter(validPrefix(bytes))
    return err(fileNotUtf8(code, file, line, column))
  }
  const problem = findControlCharacter(text, file, code)
  return problem === undefined ? ok(text) : err(problem)
}

/** The first character that YAML 1.1 does not allow in a stream (section 5.1), as an error. */
export function findControlCharacter(text: string, file: string, code: ErrorCode): LongshoreError | undefined {
  // eslint's no-control-regex is not among the rules: this is what the expression is for.
  const match = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text)
  if (match === null) return undefined
  const { line, column } = placeAfter(text.slice(0, match.index))
  return fileBinary(code, file, line, column, match[0].charCodeAt(0))
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function validPrefix(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  const original = Buffer.from(bytes)
  let end = text.indexOf('\ufffd')
  while (end >= 0 && isWrittenOut(original, text, end)) end = text.indexOf('\ufffd', end + 1)
  return text.slice(0, Math.max(end, 0))
}

function isWrittenOut(original: Buffer, text: string, index: number): boolean {
  const before = Buffer.byteLength(text.slice(0, index))
  return original.subarray(before, before + 3).equals(Buffer.from('\ufffd'))
}

function placeAfter(before: string): { readonly line: number; readonly column: number } {
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
