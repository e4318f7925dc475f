import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { fileUnreadable } from '../loader/errors.ts'
import { limitFileNames } from '../model/host-pattern.ts'

/** The texts of the files that a limit names (`@file`), by their names. */
export async function readLimitFiles(
  limit: readonly string[],
  cwd: string,
): Promise<Result<ReadonlyMap<string, string>, LongshoreError>> {
  const files = new Map<string, string>()
  for (const name of limitFileNames(limit)) {
    try {
      files.set(name, await readFile(resolve(cwd, name), 'utf8'))
    } catch (cause) {
      return err(noLimitFile(name, cause))
    }
  }
  return ok(files)
}

/** Scripts look for Ansible's words. */
function noLimitFile(name: string, cause: unknown): LongshoreError {
  const { code, message, hint } = fileUnreadable(name, cause)
  return new LongshoreError(code, `Unable to find limit file: ${message}`, {
    cause,
    ...(hint !== undefined && { hint }),
  })
}
