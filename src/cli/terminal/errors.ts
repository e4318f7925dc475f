import { LongshoreError } from '../../base/longshore-error.ts'

/** `answeredBy` names the flag or file that answers instead of a person. */
export function promptWithoutTerminal(question: string, answeredBy: string): LongshoreError {
  return new LongshoreError('PROMPT_WITHOUT_TERMINAL', `there is no terminal to ask for: ${question}`, {
    hint: `Answer it with ${answeredBy}`,
  })
}

export function promptInterrupted(question: string): LongshoreError {
  return new LongshoreError('INTERRUPTED', `interrupted at the question: ${question}`)
}

export function promptClosed(question: string): LongshoreError {
  return new LongshoreError('PROMPT_WITHOUT_TERMINAL', `the terminal was closed at the question: ${question}`, {
    hint: 'Answer it in a terminal that stays open, or with a flag or a file',
  })
}

/** In Ansible's words (plugins/action/pause.py). */
export function pauseAborted(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'user requested abort!')
}
