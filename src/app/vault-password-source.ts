import { spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import { fileUnreadable } from '../loader/errors.ts'
import { passwordEmpty, passwordScriptFailed, passwordScriptNotStarted } from './vault-errors.ts'

/**
 * The vault password that a file holds, or prints where it is executable (Ansible: parsing/vault). A script whose name
 * ends in `-client` is asked with `--vault-id ID`. It has the terminal's stdin and stderr, to ask a person.
 */
export async function passwordFrom(path: string, id: string): Promise<Result<Secret, LongshoreError>> {
  let text: string
  try {
    const isScript = ((await stat(path)).mode & 0o111) !== 0
    const content = await readFile(path)
    if (isScript) {
      if (!isProgram(content)) return err(passwordScriptNotStarted(path, new Error('it does not begin with #!')))
      const printed = await runScript(path, isClient(path) ? ['--vault-id', id] : [])
      if (!printed.ok) return printed
      text = printed.value.replace(/^[\r\n]+|[\r\n]+$/g, '')
    } else text = content.toString('utf8').trim()
  } catch (cause) {
    return err(fileUnreadable(path, cause))
  }
  return text === '' ? err(passwordEmpty(path)) : ok(new Secret(text))
}

/**
 * Whether the kernel would start it: text needs `#!`. Anything else Node hands to sh, which would run the password as a
 * command and print it in its error.
 */
function isProgram(content: Buffer): boolean {
  return content.subarray(0, 2).toString('latin1') === '#!' || content.includes(0)
}

function isClient(path: string): boolean {
  return basename(path, extname(path)).endsWith('-client')
}

function runScript(path: string, args: readonly string[]): Promise<Result<string, LongshoreError>> {
  return new Promise((resolve) => {
    const child = spawn(path, args, { stdio: ['inherit', 'pipe', 'inherit'] })
    const pieces: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
    child.on('error', (cause) => resolve(err(passwordScriptNotStarted(path, cause))))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(ok(Buffer.concat(pieces).toString('utf8')))
      else resolve(err(passwordScriptFailed(path, code ?? signal ?? 'unknown')))
    })
  })
}
