import { readFile } from '../base/files-at-once.ts'
import type { ErrorCode } from '../base/error-code.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { fileUnreadable } from './errors.ts'
import { isEncrypted } from '../model/vault/envelope.ts'
import { problemInsideEncrypted } from './vault/errors.ts'
import { LOCKED_VAULT, type Vault } from './vault/vault.ts'
import { decodeText } from './yaml/decode-text.ts'

export interface TextFile {
  readonly text: string
  /** Whether the text was encrypted: then no part of it may be in an error (`withoutSecrets`). */
  readonly isSecret: boolean
}

export interface TextFileRequest {
  readonly path: string
  /** As errors name it. */
  readonly shown: string
  readonly code: ErrorCode
  readonly vault?: Vault | undefined
}

/** A text file that a person wrote, decrypted where it is encrypted with Ansible Vault. */
export async function readTextFile(request: TextFileRequest): Promise<Result<TextFile, LongshoreError>> {
  try {
    return textOf(await readFile(request.path), request)
  } catch (cause) {
    return err(fileUnreadable(request.shown, cause))
  }
}

/** The same from bytes that are already here. */
export function textOf(
  bytes: Uint8Array,
  { shown, code, vault = LOCKED_VAULT }: Omit<TextFileRequest, 'path'>,
): Result<TextFile, LongshoreError> {
  if (!isEncrypted(bytes)) {
    const text = decodeText(bytes, shown, code)
    return text.ok ? ok({ text: text.value, isSecret: false }) : text
  }
  const at = { file: shown, line: 1, column: 1 }
  const opened = vault.open(Buffer.from(bytes).toString('latin1'), { shown, at })
  if (!opened.ok) return opened
  const text = decodeText(opened.value, shown, code)
  return text.ok ? ok({ text: text.value, isSecret: true }) : err(problemInsideEncrypted(text.error, shown))
}

/** Problems of a text file as they may be shown: those of a secret one keep their place and lose their words. */
export function withoutSecrets(
  problems: readonly LongshoreError[],
  { isSecret }: TextFile,
  shown: string,
): readonly LongshoreError[] {
  return isSecret ? problems.map((problem) => problemInsideEncrypted(problem, shown)) : problems
}
