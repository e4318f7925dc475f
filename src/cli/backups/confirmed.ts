import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import { createPrompter } from '../terminal/prompt.ts'

/** Asks on the terminal, unless the flag has said so. */
export async function confirmed(question: string, yes: boolean): Promise<Result<boolean, LongshoreError>> {
  if (yes) return ok(true)
  const answer = await createPrompter().ask(`${question} [y/N]`, { echo: true, answeredBy: '--yes' })
  return answer.ok ? ok(/^y(es)?$/i.test(answer.value.trim())) : answer
}
