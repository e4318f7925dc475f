import type { Become } from '../../../ports/connection.ts'
import { quoteWord } from '../quote.ts'
import type { PasswordPrompt } from '../run-program.ts'
import { startSu } from './su-command.ts'
import { startSudo } from './sudo-command.ts'

/** What the far side has to start so that a program on its stdin runs as the right user. */
export interface ProgramStart {
  readonly argv: readonly string[]
  readonly prompt?: PasswordPrompt
  /** Whom it becomes; not there where the login user is that user. */
  readonly become?: Become
}

/** One `sudo` or `su` around the whole program, or none where the login user is that user. */
export function startProgram(become: Become | undefined, loginUser: string): ProgramStart {
  if (become === undefined || become.user === loginUser) return { argv: ['sh'] }
  return { ...(become.method === 'su' ? startSu(become) : startSudo(become)), become }
}

/** The same as one line for a login shell. */
export function startLine(start: ProgramStart): string {
  return `exec ${start.argv.map((word) => (/^[a-z-]+$/i.test(word) ? word : quoteWord(word))).join(' ')}`
}
