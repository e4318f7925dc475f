import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Approval, ApprovalQuestion, Approvals } from '../../ports/approvals.ts'
import { orderUnwritable } from './errors.ts'
import { createNumbered, lastNumbered, readNumbered } from './numbered-files.ts'
import { POLL_MS, type Speaker } from './speaker.ts'

/**
 * Asks by a file, which `longshore runs approve` answers by another, and at the terminal where there is one. An answer counts
 * once it is the file of its question, so that two people cannot both be told that theirs does. Where nobody is at the
 * terminal the other way stays open; Ctrl-C at the question is an error, as it is there.
 */
export function recordedApprovals(runFolder: string, speaker: Speaker, terminal: Approvals): Approvals {
  return {
    async decide(question, signal) {
      const answered = new AbortController()
      const number = await asked(runFolder, question)
      if (!number.ok) return number
      const place = { runFolder, number: number.value, speaker }
      const stop = AbortSignal.any([signal, answered.signal])
      try {
        return await Promise.race([byFile(place, stop), atTerminal(place, question, terminal, stop)])
      } finally {
        answered.abort()
      }
    },
  }
}

interface Place {
  readonly runFolder: string
  readonly number: number
  readonly speaker: Speaker
}

async function asked(runFolder: string, question: ApprovalQuestion): Promise<Result<number, LongshoreError>> {
  try {
    const number = ((await lastNumbered(runFolder, 'question'))?.number ?? 0) + 1
    await createNumbered(runFolder, 'question', { number, content: question })
    return ok(number)
  } catch (cause) {
    return err(orderUnwritable(runFolder, cause))
  }
}

async function byFile({ runFolder, number, speaker }: Place, stop: AbortSignal) {
  for (;;) {
    const answer = await readNumbered<Approval>(runFolder, 'answer', number)
    if (answer !== undefined) return ok(answer)
    if (stop.aborted) return ok<Approval>({ approved: false })
    await speaker.clock.sleep(POLL_MS, stop)
  }
}

/** Never settles where nobody answered: the other way is waited for then. */
async function atTerminal(
  { runFolder, number, speaker: { clock, by } }: Place,
  question: ApprovalQuestion,
  terminal: Approvals,
  stop: AbortSignal,
): Promise<Result<Approval, LongshoreError>> {
  const answer = await terminal.decide(question, stop)
  if (!answer.ok && answer.error.code === 'INTERRUPTED') return answer
  if (answer.ok && !stop.aborted) {
    const content = { ...answer.value, by, time: clock.now().toISOString() }
    await createNumbered(runFolder, 'answer', { number, content })
  }
  return new Promise(() => undefined)
}
