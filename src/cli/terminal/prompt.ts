import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, type Result } from '../../base/result.ts'
import { pauseAborted, promptClosed, promptInterrupted, promptWithoutTerminal } from './errors.ts'
import { KeyReader } from './key-reader.ts'
import { openTerminal } from './open-terminal.ts'
import { pauseLine } from './pause-line.ts'
import { readLine, type Terminal } from './read-line.ts'

export interface PromptOptions {
  /** Whether what is typed is seen: not for a password. */
  readonly echo: boolean
  /** The flag or file that answers instead, for the hint: `--become-password-file FILE`. */
  readonly answeredBy: string
  /** A pause: what it asks is on the screen already, Ctrl-C asks whether to go on, and it ends at `until`, too. */
  readonly pause?: { readonly until?: Promise<void> }
  /** Takes the question back: what it gives then is an error. */
  readonly signal?: AbortSignal
}

export interface Prompter {
  /** Asks the operator. One question at a time; without a terminal an error at once, never a hang. */
  ask(question: string, options: PromptOptions): Promise<Result<string, LongshoreError>>
}

/**
 * Asks on the terminal that controls the process, so that stdin and stdout stay free for data. Where no question is open the
 * terminal is read from the call on: what is typed right after is an answer, and Ctrl-C no signal.
 */
export function createPrompter(open: () => Terminal | undefined = openTerminal): Prompter {
  let last: Promise<unknown> | undefined
  const typed: Typed = { ahead: '' }
  return {
    ask(question, options) {
      const start = () => askOn(open(), question, { ...options, typed })
      const answer = last === undefined ? start() : last.then(start)
      const settled = answer
        .catch(() => undefined)
        .then(() => {
          if (last === settled) last = undefined
        })
      last = settled
      return answer
    },
  }
}

/** What was typed before it was asked for. */
interface Typed {
  ahead: string
}

async function askOn(
  terminal: Terminal | undefined,
  question: string,
  { echo, answeredBy, pause, typed, signal }: PromptOptions & { readonly typed: Typed },
): Promise<Result<string, LongshoreError>> {
  const asked = question.trim().replace(/:$/, '')
  if (terminal === undefined) return err(promptWithoutTerminal(asked, answeredBy))
  const keys = new KeyReader(terminal.keys, typed.ahead)
  try {
    if (pause === undefined) terminal.write(`${asked}: `)
    const line = await Promise.race([
      pause === undefined ? readLine(terminal, keys, echo) : pauseLine(terminal, keys, { ...pause, echo }),
      takenBack(signal),
    ])
    if (pause?.until === undefined) terminal.write('\n')
    if (line.ok) return line
    if (line.error === 'aborted') return err(pauseAborted())
    return err(line.error === 'interrupted' ? promptInterrupted(asked) : promptClosed(asked))
  } finally {
    typed.ahead = keys.rest()
    terminal.close()
  }
}

/** Never settles without a signal. */
function takenBack(signal: AbortSignal | undefined): Promise<Result<never, 'closed'>> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(err('closed'))
    signal?.addEventListener('abort', () => resolve(err('closed')), { once: true })
  })
}
