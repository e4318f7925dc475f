import { ok } from '../../base/result.ts'
import type { Io } from '../io.ts'
import { openTerminal } from './open-terminal.ts'
import type { Prompter } from './prompt.ts'
import { nextLineOfStdin } from './std-streams.ts'

/** Asks for passwords as ansible-core does (Python's getpass): where there is no terminal, a line of stdin is the answer. */
export function passwordPrompter(prompter: Prompter, io: Pick<Io, 'stderr'>): Prompter {
  return {
    async ask(question, options) {
      const terminal = openTerminal()
      terminal?.close()
      if (terminal !== undefined || process.stdin.isTTY) return prompter.ask(question, options)
      io.stderr(`${question.replace(/:$/, '')}: \n`)
      const line = await nextLineOfStdin()
      return line === undefined ? prompter.ask(question, options) : ok(line)
    },
  }
}
