import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import type * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { presenceFact, type Presence } from '../command/check-mode.ts'
import { chdirNotAbsolute, commandLineInvalid, noCommand } from '../command/errors.ts'
import { defineModule } from '../define-module.ts'
import { shellWords } from '../../base/shell-words.ts'
import { planScript, type Script } from './plan.ts'

const args = argsObject(() => ({
  _raw_params: textArg()
    .optional()
    .describe('A script of the controller and its arguments, which a shell of the host reads'),
  chdir: pathArg().optional().describe('Working directory on the host'),
  creates: pathArg().optional().describe('A path or glob of the host: where it exists, nothing runs'),
  removes: pathArg().optional().describe('A path or glob of the host: where it does not exist, nothing runs'),
  decrypt: boolArg().default(true).describe('A script that a vault encrypted is decrypted in any case'),
  executable: textArg().optional().describe('The program that runs the script, with its own arguments'),
}))

/** Runs a script of the controller on the host; nothing of it is left there. */
export const script = defineModule({
  name: 'script',
  summary: 'Run a script of the controller on the host',
  foreground: true,
  args,
  returns: {
    rc: 'Exit code',
    stdout: 'Standard output',
    stdout_lines: 'The same, as a list of lines',
    stderr: 'Standard error',
    stderr_lines: 'The same, as a list of lines',
  },
  aliases: { cmd: '_raw_params' },
  freeForm: true,
  prepare,
  facts: (given) =>
    given.checkMode && (given.creates ?? given.removes) !== undefined ? { presence: presenceFact(given) } : {},
  plan: (given, facts: { readonly presence?: Presence }) => planScript(given, facts.presence),
})

async function prepare(given: z.output<typeof args>, context: BindContext): Promise<Result<Script, LongshoreError>> {
  const line = (given._raw_params ?? '').trim()
  const words = shellWords(line, { comments: false })
  if (!words.ok) return err(commandLineInvalid('script', words.error))
  const [name, next] = words.value
  if (name === undefined) return err(noCommand())
  if (given.chdir !== undefined && !given.chdir.startsWith('/')) return err(chdirNotAbsolute(given.chdir))
  const path = await context.controller.resolve(name.text, 'files')
  if (!path.ok) return path
  const content = await context.controller.read(path.value)
  if (!content.ok) return content
  const text = isUtf8(content.value)
  return ok({
    name: basename(path.value),
    content: content.value.toString(text ? 'utf8' : 'base64'),
    encoding: text ? 'text' : 'base64',
    command: [given.executable ?? '', '"$0"', next === undefined ? '' : line.slice(next.column - 1)].join(' ').trim(),
    chdir: given.chdir,
    creates: given.creates,
    removes: given.removes,
    checkMode: context.checkMode,
  })
}
