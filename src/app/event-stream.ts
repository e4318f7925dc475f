import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { GuardNews } from '../model/guard-news.ts'
import type { NumberedEvent, RunEvent } from '../model/run-event/run-event.ts'
import type { Clock } from '../ports/clock.ts'
import { maskEvent } from './secrets/mask-event.ts'
import type { KeptRequest, RunJournal, RunStore } from '../ports/run-store.ts'
import type { SecretKeeper } from '../ports/secret-keeper.ts'

export interface EventStream {
  readonly journalPath: string
  readonly emit: (event: RunEvent) => void
  /** Resolves when everything emitted so far is on disk; rejects with STATE_UNWRITABLE when it cannot be. */
  readonly durable: () => Promise<void>
  readonly close: () => Promise<void>
}

interface StreamDeps {
  readonly runStore: RunStore
  readonly clock: Clock
  readonly onEvent: (event: NumberedEvent) => void
  /** Number of the last event that the journal has already. */
  readonly lastSeq?: number
  readonly request?: KeptRequest
  /** What is kept out of the events. */
  readonly secrets?: SecretKeeper
}

/** Numbers the events of a run, journals them and hands them on. What is heard of an earlier run is noted with that one. */
export async function openEventStream(runId: string, deps: StreamDeps): Promise<Result<EventStream, LongshoreError>> {
  const journal = await createJournal(runId, deps)
  if (!journal.ok) return journal
  const { secrets } = deps
  let seq = deps.lastSeq ?? 0
  const noted: Promise<void>[] = []
  const emit = (event: RunEvent): void => {
    const safe = secrets === undefined ? event : maskEvent(event, (text) => secrets.mask(text))
    const numbered: NumberedEvent = { ...safe, seq: ++seq, time: deps.clock.now().toISOString() }
    journal.value.append(numbered)
    if (numbered.type === 'warning' && numbered.guard !== undefined) noted.push(note(numbered.guard, numbered))
    deps.onEvent(numbered)
  }
  const note = async (guard: GuardNews, told: { readonly message: string; readonly time: string }): Promise<void> => {
    const problem = await deps.runStore.noteGuard(guard, told)
    if (problem !== undefined) emit({ type: 'warning', message: problem.message })
  }
  return ok({
    journalPath: journal.value.path,
    emit,
    durable: () => journal.value.sync(),
    async close() {
      await Promise.all(noted)
      await journal.value.close()
    },
  })
}

async function createJournal(
  runId: string,
  { runStore, request }: StreamDeps,
): Promise<Result<RunJournal, LongshoreError>> {
  try {
    return ok(await runStore.create(runId, request))
  } catch (error) {
    if (error instanceof LongshoreError) return err(error)
    throw error
  }
}
