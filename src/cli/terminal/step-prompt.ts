import { ok } from '../../base/result.ts'
import type { EngineDeps } from '../../engine/engine-deps.ts'
import type { Io } from '../io.ts'
import { banner } from '../reporters/ansible-style.ts'
import type { Prompter } from './prompt.ts'
import { nextLineOfStdin } from './std-streams.ts'

type StepAnswer = 'run' | 'skip' | 'all' | 'end'

/**
 * Asks of each task whether it shall run, as `--step` of ansible-playbook does: no is the answer where there is none. What
 * is piped into stdin answers instead of a person, and its end ends the run.
 */
export function stepPrompt(prompter: Prompter, io: Pick<Io, 'stdout' | 'stderr'>): NonNullable<EngineDeps['step']> {
  const isPiped = !process.stdin.isTTY
  return async (task) => {
    const question = `Perform task: TASK: ${task} (N)o/(y)es/(c)ontinue: `
    if (isPiped) io.stdout(question)
    const line = isPiped ? await nextLineOfStdin() : undefined
    if (isPiped && line === undefined) return 'end'
    const answer = isPiped
      ? ok(line ?? '')
      : await prompter.ask(question, { echo: true, answeredBy: 'lines of y, n or c on stdin' })
    io.stdout(banner(question, 79))
    if (answer.ok) return meant(answer.value)
    io.stderr(`${answer.error.message}\n`)
    return 'skip'
  }
}

function meant(answer: string): StepAnswer {
  const word = answer.trim().toLowerCase()
  if (word === 'y' || word === 'yes') return 'run'
  return word === 'c' || word === 'continue' ? 'all' : 'skip'
}
