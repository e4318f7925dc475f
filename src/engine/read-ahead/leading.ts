import type { Ahead, Connection } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import { withRun } from '../locks/with-run.ts'
import type { TaskCall } from '../task-call.ts'
import { factsOfNext, fileModule, isPlain, type NextFacts } from './facts-of-next.ts'

const AHEAD_TIMEOUT_MS = 10_000
const MOST_TASKS = 8

/** A line whose next program brings facts of later tasks along. */
export function leading(line: Connection, call: TaskCall, target: ConnectionTarget): Connection {
  return withRun(line, async (commands, options) => {
    const ahead = await aheadOf(call, target)
    return line.run(commands, ahead === undefined ? options : { ...options, ahead })
  })
}

/**
 * What goes along with a program of this task: the facts of those that follow it, up to the first that may change something.
 * They are read after the program has run, and the tasks between do nothing but look.
 */
export async function aheadOf(call: TaskCall, target: ConnectionTarget): Promise<Ahead | undefined> {
  const found = mayLead(call, target) ? await factsAhead(call, target) : []
  if (found.length === 0) return undefined
  return {
    commands: found.flatMap((next) => next.commands),
    timeoutMs: AHEAD_TIMEOUT_MS,
    took(outputs) {
      let begin = 0
      for (const next of found) {
        const end = begin + next.commands.length
        call.run.readAhead.keep(call.host.name, target, { ...next, outputs: outputs.slice(begin, end) })
        begin = end
      }
    },
  }
}

/** A task may do something in between where it is asked for one by one, or where an earlier process of this run has done it. */
function mayLead(call: TaskCall, target: ConnectionTarget): boolean {
  const { task, chain, once } = call.frame
  const { step, recorded } = call.run.deps
  const isOrdinary = step === undefined && recorded === undefined && once === undefined && target.kind === 'ssh'
  return isOrdinary && fileModule(task, call) !== undefined && isPlain(task, chain)
}

async function factsAhead(call: TaskCall, target: ConnectionTarget): Promise<readonly NextFacts[]> {
  const found: NextFacts[] = []
  try {
    for (const item of call.frame.following ?? []) {
      const next = item.kind === 'task' ? await factsOfNext(item, call, target) : undefined
      if (next === undefined) break
      found.push(next)
      if (found.length === MOST_TASKS || fileModule(next.task, call)?.touches !== 'nothing') break
    }
  } catch {
    // It is told by the task that it happens in, should that come to it.
  }
  return found
}
