import { ok } from '../../base/result.ts'
import type { Approvals } from '../../ports/approvals.ts'
import { printable } from '../reporters/printable.ts'
import type { Prompter } from './prompt.ts'

/** Asks the operator at the terminal that the run was started from. Anything but yes is a refusal. */
export function approvalPrompt(prompter: Prompter): Approvals {
  return {
    async decide({ stage }) {
      const question = printable(`Go on after stage ${stage}? (yes/no)`)
      const answer = await prompter.ask(question, { echo: true, answeredBy: 'a terminal' })
      return answer.ok ? ok({ approved: /^y(es)?$/i.test(answer.value.trim()) }) : answer
    },
  }
}
