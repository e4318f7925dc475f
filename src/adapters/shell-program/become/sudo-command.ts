import { randomBytes } from 'node:crypto'
import type { Become } from '../../../ports/connection.ts'
import type { ProgramStart } from './start-program.ts'

/**
 * One `sudo` around the whole program. Without a password: `sudo -n`, and the program goes along at once. With one: sudo
 * asks with a prompt that cannot be guessed, on stderr, and the shell behind it says when it is there; the password is
 * written after the first and the program after the second, so that neither can be taken for the other. Where sudo needs
 * no password it never asks.
 */
export function startSudo(become: Become): ProgramStart {
  const flags = become.flags.map(withoutOurs).filter((flag) => flag !== undefined)
  const sudo = [...(become.exe ?? ['sudo']), ...flags, '-u', become.user]
  if (become.password === undefined) return { argv: [...sudo, '-n', '--', 'sh'] }
  const token = randomBytes(16).toString('hex')
  const askMark = `[${token}] password: `
  const readyMark = `[${token}] ready\n`
  return {
    argv: [...sudo, '-S', '-p', askMark, '--', 'sh', '-c', `printf '[%s] ready\\n' ${token} >&2; exec sh`],
    prompt: { asksAt: (seen) => endOf(seen, askMark), readyMark, password: become.password },
  }
}

function endOf(seen: string, mark: string): number {
  const at = seen.indexOf(mark)
  return at === -1 ? -1 : at + mark.length
}

/** How the password gets in is not the operator's choice: `-S`, `-n` and clusters such as `-nS` lose those letters. */
function withoutOurs(flag: string): string | undefined {
  if (flag === '--stdin' || flag === '--non-interactive') return undefined
  if (!/^-[A-Za-z]+$/.test(flag)) return flag
  const letters = flag.slice(1).replace(/[Sn]/g, '')
  return letters === '' ? undefined : `-${letters}`
}
