import pLimit from 'p-limit'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'

type Sections = (run: PlayRun, hosts: readonly HostRun[]) => Promise<void>

/**
 * Each host goes through the whole play by itself. With `free` they take turns at every task, `forks` of them at once; with
 * `host_pinned` a host that has begun keeps its place to the end of the play (Ansible's strategies of these names).
 */
export async function runFreely(run: PlayRun, sections: Sections): Promise<void> {
  const limit = pLimit(run.play.strategy === 'host_pinned' ? run.settings.forks : Infinity)
  await Promise.all(run.batch.map((host) => limit(() => sections(ofOneHost(run), [host]))))
}

/** What ends the play ends it for all; the blocks that a host is in are its own. */
function ofOneHost(run: PlayRun): PlayRun {
  return {
    ...run,
    get inventory() {
      return run.inventory
    },
    openBlocks: [],
    get ended() {
      return run.ended
    },
    set ended(reason) {
      run.ended = reason
    },
    get halted() {
      return run.halted
    },
    set halted(reason) {
      run.halted = reason
    },
  }
}
