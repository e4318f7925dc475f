import { randomBytes } from 'node:crypto'
import type { Become } from '../../../ports/connection.ts'
import { quoteWord } from '../quote.ts'
import type { ProgramStart } from './start-program.ts'

/**
 * One `su` around the whole program. su asks in the host's language and cannot be told not to, so the program waits until
 * the shell behind it says that it is there: it can never be taken for a password. That shell skips every line before
 * the one that starts the program: a password that nobody read is never taken for a command.
 */
export function startSu(become: Become): ProgramStart {
  const token = randomBytes(16).toString('hex')
  const exe = become.exe ?? ['su']
  const reader = `printf '[%s] ready\\n' ${token} >&2; while IFS= read -r line; do [ "$line" = ${token} ] && exec sh; done`
  return {
    argv: [...exe, ...become.flags, become.user, '-c', `exec sh -c ${quoteWord(reader)}`],
    prompt: {
      asksAt: (seen) => endOfPrompt(seen, programName(exe)),
      readyMark: `[${token}] ready\n`,
      startLine: token,
      asksOnce: true,
      ...(become.password === undefined ? {} : { password: become.password }),
    },
  }
}

/** `Password: ` in any language: a last line without an end that stops at a colon (bytes as latin1), and is no complaint. */
function endOfPrompt(seen: string, name: string): number {
  const line = seen.slice(seen.lastIndexOf('\n') + 1)
  return /(:|\xef\xbc\x9a) ?$/.test(line) && !line.includes(`${name}:`) ? seen.length : -1
}

function programName(exe: readonly string[]): string {
  return exe[0]?.split('/').at(-1) ?? 'su'
}
