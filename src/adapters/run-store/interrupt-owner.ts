import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { ownerElsewhere, ownerUntold } from './errors.ts'
import { ownerOf } from './owner.ts'

/** Signals that follow at once upon each other may reach a process as one. */
const APART_MS = 200

/** Tells the process that works on a run what Ctrl-C in its terminal tells it, so many times. */
export async function interruptOwner(runFolder: string, times: number): Promise<Result<undefined, LongshoreError>> {
  for (let time = 0; time < times; time++) {
    if (time > 0) await setTimeout(APART_MS)
    const owner = await ownerOf(runFolder)
    if (owner?.isAlive !== true) break
    if (owner.host !== hostname()) return err(ownerElsewhere(owner))
    try {
      process.kill(owner.pid, 'SIGINT')
    } catch (cause) {
      return err(ownerUntold(owner, cause))
    }
  }
  return ok(undefined)
}
