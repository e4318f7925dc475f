import type { DebuggerIo } from '../../engine/engine-deps.ts'
import type { Interrupts } from '../../engine/interrupts.ts'
import type { Io } from '../io.ts'
import type { Prompter } from './prompt.ts'
import { nextLineOfStdin } from './std-streams.ts'

/** The task debugger: a person at the terminal, or the lines that are piped into stdin. */
export function debuggerOn(prompter: Prompter, io: Pick<Io, 'stdout'>, interrupts: Interrupts): DebuggerIo {
  let last: Promise<unknown> = Promise.resolve()
  return {
    async ask(prompt) {
      if (process.stdin.isTTY) return typed(prompter, prompt)
      io.stdout(prompt)
      return nextLineOfStdin()
    },
    tell: (text) => io.stdout(text),
    alone(talk) {
      const talked = last.then(talk)
      last = talked.catch(() => undefined)
      return talked
    },
    quit: () => void interrupts.interrupt('quit'),
  }
}

async function typed(prompter: Prompter, prompt: string): Promise<string | undefined> {
  const answer = await prompter.ask(prompt, { echo: true, answeredBy: 'commands of the debugger on stdin' })
  return answer.ok ? answer.value : undefined
}
