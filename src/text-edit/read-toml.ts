import toml from '@iarna/toml'
import { err, ok, type Result } from '../base/result.ts'
import { problemAt, type TextProblem } from './text-problem.ts'
import { parseToml } from './toml-document.ts'

/**
 * The values of a TOML 1.0 text. `@iarna/toml` takes the CR of a CRLF for a control character of the comment before it
 * and knows no byte order mark, so that it is given neither.
 */
export function readToml(text: string): Result<toml.JsonMap, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  try {
    return ok(toml.parse(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')))
  } catch (error) {
    if (!isTomlError(error)) throw error
    const offset = text.split('\n').slice(0, error.line).join('\n').length
    return err(problemAt(text, offset, 'syntax', error.message.split('\n')[0] ?? 'not TOML'))
  }
}

/** Its lines count from 0. */
function isTomlError(error: unknown): error is Error & { readonly line: number } {
  return error instanceof Error && 'fromTOML' in error && 'line' in error && typeof error.line === 'number'
}
