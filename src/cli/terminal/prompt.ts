import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, type Result } from '../../base/result.ts'
import { promptClosed, promptInterrupted, promptWithoutTerminal } from './errors.ts'
import { openTerminal } from './open-terminal.ts'
import { readLine, type Terminal } from './read-line.ts'

export interface PromptOptions {
  /** Whether what is typed is seen: not for a password. */
  readonly echo: boolean
  /** The flag or file that answers instead, for the hint: `--become-password-file FILE`. */
  readonly answeredBy: string
}

export interface Prompter {
  /** Asks the operator. One question at a time; without a terminal an error at once, never a hang. */
  ask(question: string, options: PromptOptions): Promise<Result<string, LongshoreError>>
}

/** Asks on the terminal that controls the process, so that stdin and stdout stay free for data. */
export function createPrompter(open: () => Terminal | undefined = openTerminal): Prompter {
  let last: Promise<unknown> = Promise.resolve()
  return {
    ask(question, options) {
      const answer = last.then(() => askOn(open(), question, options))
      last = answer.catch(() => undefined)
      return answer
    },
  }
}

async function askOn(
  terminal: Terminal | undefined,
  question: string,
  { echo, answeredBy }: PromptOptions,
): Promise<Result<string, LongshoreError>> {
  const asked = question.trim().replace(/:$/, '')
  if (terminal === undefined) return err(promptWithoutTerminal(asked, answeredBy))
  try {
    terminal.write(`${asked}: `)
    const line = await readLine(terminal, echo)
    terminal.write('\n')
    if (line.ok) return line
    return err(line.error === 'closed' ? promptClosed(asked) : promptInterrupted(asked))
  } finally {
    terminal.close()
  }
}
