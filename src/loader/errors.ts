import type { ErrorCode } from '../base/error-code.ts'
import { LongshoreError } from '../base/longshore-error.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
}

/** `file` as the operator named it, `cause` what node:fs threw. */
export function fileUnreadable(file: string, cause: unknown): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `${file} cannot be read: ${reasonOf(cause)}`, {
    hint: 'Check the path and its permissions',
    cause,
  })
}

export function fileNotUtf8(code: ErrorCode, file: string, line: number, column: number): LongshoreError {
  return new LongshoreError(code, `${file} is not UTF-8 text`, {
    at: { file, line, column },
    hint: 'Save the file as UTF-8, for example: iconv -f latin1 -t utf8 FILE',
  })
}

export function fileBinary(
  code: ErrorCode,
  file: string,
  line: number,
  column: number,
  charCode: number,
): LongshoreError {
  const name = `0x${charCode.toString(16).padStart(2, '0')}`
  return new LongshoreError(code, `${file} is not a text file: it holds the control character ${name}`, {
    at: { file, line, column },
    hint: 'Check that this is the file you meant',
  })
}

/** `ENOENT` and the like, of what node:fs threw. */
export function errnoOf(cause: unknown): string | undefined {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : undefined
}

function reasonOf(cause: unknown): string {
  const code = errnoOf(cause)
  return code === undefined ? String(cause) : (REASONS[code] ?? code)
}
