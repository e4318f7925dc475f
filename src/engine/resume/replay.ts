import type { HostRun } from '../host-run.ts'
import type { HostTaskOutcome } from '../host-task-outcome.ts'
import { nearest } from '../inherited.ts'
import { keepFacts } from '../keep-facts.ts'
import type { PlayRun } from '../play-run.ts'
import { noteReplayed } from './note-earlier.ts'
import { sharingHosts } from '../run-once.ts'
import type { TaskFrame } from '../task-frame.ts'

/** What is recorded of the task on this host, in the place of running it. Undefined: it has to run. */
export function replay(frame: TaskFrame, host: HostRun, run: PlayRun): HostTaskOutcome | undefined {
  const result = run.deps.recorded?.take(host.name, frame.task)
  if (result === undefined || !touchesHost(frame, run)) return undefined
  const told = [result, ...(result.items ?? []).map((item) => item.result)]
  for (const { values } of told) {
    keepFacts({ kind: 'done', changed: false, values }, sharingHosts(frame, host, run), run)
  }
  noteReplayed(frame, host, run)
  return { result, requests: [], replayed: true }
}

/**
 * Modules of the controller touch no host, and do more than their result tells (variables, includes, groups): they run
 * again. A pause was made already. Facts that belong to another host (`delegate_facts`) are found again.
 */
function touchesHost({ task, chain }: TaskFrame, { deps }: PlayRun): boolean {
  const isOfHost = deps.modules.get(task.module)?.kind === 'remote' || task.module === 'pause'
  return isOfHost && nearest(chain, 'delegateFacts') === undefined
}
