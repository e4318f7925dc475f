import type { Connection, RunOptions } from '../../ports/connection.ts'
import type { RunContext } from '../play-run.ts'
import { notReleased } from './errors.ts'
import type { HostLocks } from './host-locks.ts'
import type { HeldLock, Unreleased } from './locked-work.ts'
import { BEAT_MS } from './lock-terms.ts'

const TIMEOUT_MS = 15_000

/** While the work goes on, locks are extended where it is long until the next round trip; afterwards all are released. */
export async function withLocks(run: RunContext, work: () => Promise<void>): Promise<void> {
  const { locks } = run
  if (locks === undefined) return work()
  const over = new AbortController()
  const beating = beat(locks, run, over.signal)
  try {
    await work()
  } finally {
    over.abort()
    await beating
    const freeing = [
      ...locks.held.map((lock) => release(lock, run, (line, options) => locks.release(lock, line, options))),
      ...locks.left.map((lock) => release(lock, run, (line, options) => locks.releaseLeft(lock, line, options))),
    ]
    await Promise.all(freeing)
  }
}

async function beat(locks: HostLocks, run: RunContext, signal: AbortSignal): Promise<void> {
  const { clock } = run.deps
  const atWork = new Map<HeldLock, Promise<void>>()
  const nextLook = async () => {
    await clock.sleep(BEAT_MS / 4, signal)
    return !signal.aborted
  }
  while (await nextLook()) {
    const due = clock.now().getTime() - BEAT_MS
    for (const lock of locks.held) {
      if (lock.renewedAt > due || atWork.has(lock)) continue
      const done = onLine(lock, run, signal, (line, options) => locks.beat(lock, line, options))
      atWork.set(
        lock,
        done.then(() => void atWork.delete(lock)),
      )
    }
  }
  await Promise.all(atWork.values())
}

/** A host that cannot be reached keeps its lock, until that is stale. */
async function release(lock: Place, run: RunContext, how: Work): Promise<void> {
  const { name } = lock.target
  const isLost = run.hosts.get(name)?.isOutOfReach === true
  const problem = isLost
    ? 'it cannot be reached'
    : await run.limit(() => onLine(lock, run, new AbortController().signal, how))
  if (problem !== undefined) run.deps.emit({ type: 'warning', message: notReleased(name, problem) })
}

/** On a new line once more where that is lost: it was idle, perhaps for long. */
async function onLine(lock: Place, run: RunContext, signal: AbortSignal, how: Work): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const kept = await onHost(lock, run, signal, how)
    if (typeof kept === 'string' || kept === undefined) return kept
    if (attempt > 1 || !kept.isLineLost) return kept.why
    await run.connections.drop(lock.target)
  }
}

type Place = Pick<HeldLock, 'target' | 'options'>
type Work = (connection: Connection, options: RunOptions) => Promise<Unreleased | undefined>

async function onHost<T>(
  { target, options }: Place,
  { connections }: RunContext,
  signal: AbortSignal,
  work: (connection: Connection, options: RunOptions) => Promise<T>,
): Promise<T | string> {
  const lease = await connections.lease(target, signal)
  if (!lease.ok) return lease.error.message
  return work(lease.value.connection, { ...options, signal, timeoutMs: TIMEOUT_MS }).finally(lease.value.release)
}
