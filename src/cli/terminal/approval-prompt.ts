import { err, ok } from '../../base/result.ts'
import type { Approvals } from '../../ports/approvals.ts'
import { printable } from '../reporters/printable.ts'
import { promptWithoutTerminal } from './errors.ts'
import { isInBackground } from './is-in-background.ts'
import type { Prompter } from './prompt.ts'

/** Asks the operator at the terminal that the run was started from, until the signal aborts. Anything but yes is a refusal. */
export function approvalPrompt(prompter: Prompter): Approvals {
  return {
    async decide({ stage }, signal) {
      const question = printable(`Go on after stage ${stage}? (yes/no)`)
      const answeredBy = 'longshore runs approve'
      if (isInBackground()) return err(promptWithoutTerminal(question, answeredBy))
      const answer = await prompter.ask(question, { echo: true, answeredBy, signal })
      return answer.ok ? ok({ approved: /^y(es)?$/i.test(answer.value.trim()) }) : answer
    },
  }
}
