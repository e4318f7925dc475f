import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Approval } from '../../ports/approvals.ts'
import type { OpenQuestion, PauseOrder, RunControl } from '../../ports/run-control.ts'
import { recordedApprovals } from './approvals.ts'
import { orderUnwritable } from './errors.ts'
import { createNumbered, lastNumbered, readNumbered } from './numbered-files.ts'
import { POLL_MS, type Speaker } from './speaker.ts'

/** What is said to a run, as files of its folder: `question-N.json`, `answer-N.json` and `order-N.json`. */
export function openRunControl(runFolder: string, speaker: Speaker): RunControl {
  const { clock, by } = speaker
  const said = () => ({ by, time: clock.now().toISOString() })
  const lastOrder = () => lastNumbered<PauseOrder>(runFolder, 'order')
  return {
    approvals: (terminal) => recordedApprovals(runFolder, speaker, terminal),
    async openQuestion() {
      const last = await lastNumbered<Omit<OpenQuestion, 'number'>>(runFolder, 'question')
      if (last === undefined) return undefined
      const answered = await readNumbered(runFolder, 'answer', last.number)
      return answered === undefined ? { ...last.content, number: last.number } : undefined
    },
    answer: ({ number }, approved) =>
      written(runFolder, async () => {
        const mine: Approval = { approved, ...said() }
        const isFirst = await createNumbered(runFolder, 'answer', { number, content: mine })
        return isFirst ? mine : ((await readNumbered<Approval>(runFolder, 'answer', number)) ?? mine)
      }),
    order: (kind) =>
      written(runFolder, async () => {
        const number = ((await lastOrder())?.number ?? 0) + 1
        await createNumbered(runFolder, 'order', { number, content: { kind, ...said() } })
        return undefined
      }),
    async pause() {
      const last = await lastOrder()
      return last?.content.kind === 'pause' ? last.content : undefined
    },
    async continued(signal) {
      for (;;) {
        const last = await lastOrder()
        if (signal.aborted) return undefined
        if (last?.content.kind === 'continue') return last.content
        await clock.sleep(POLL_MS, signal)
      }
    },
  }
}

async function written<T>(runFolder: string, write: () => Promise<T>): Promise<Result<T, LongshoreError>> {
  try {
    return ok(await write())
  } catch (cause) {
    return err(orderUnwritable(runFolder, cause))
  }
}
