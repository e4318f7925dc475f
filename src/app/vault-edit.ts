import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { splitWords } from '../base/shell-words.ts'
import { editorFailed } from './vault-errors.ts'

/**
 * Lets a person edit plain text in their editor (words as in EDITOR) and gives what they saved. The text is in a 0600 file
 * in a 0700 folder of its own, named as the encrypted one, and is removed however the editor ends.
 */
export async function editText(
  plain: Uint8Array,
  name: string,
  editor: string,
): Promise<Result<Buffer, LongshoreError>> {
  const words = splitWords(editor)
  const [program, ...args] = words.ok ? words.value : []
  if (program === undefined) return err(editorFailed(editor, 'cannot be read as a command'))
  const folder = await mkdtemp(join(tmpdir(), 'longshore-vault-'))
  try {
    const path = join(folder, basename(name))
    await writeFile(path, plain, { mode: 0o600, flag: 'wx' })
    const problem = await runEditor(program, [...args, path])
    return problem === undefined ? ok(await readFile(path)) : err(editorFailed(editor, problem))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What went wrong, as half a sentence. */
function runEditor(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' })
    child.on('error', (cause) => resolve(`does not start: ${cause.message}`))
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal ?? 'unknown'}`))
  })
}
