import type { NumberedEvent } from '../../../src/model/run-event/run-event.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'
import { runText, type Ran } from '../../kit/run-text.ts'
import type { EngineCase } from './engine-case.ts'
import type { Outcome, OutcomeLine } from './outcome.ts'

/** What Longshore made of a case, as it is compared with what is recorded of Ansible. */
export interface Compared {
  readonly problems: readonly string[]
  readonly lines: Record<string, readonly string[]>
  readonly recap: Outcome['recap']
}

export async function ourOutcome(engineCase: EngineCase): Promise<Compared> {
  const ran = await run(engineCase)
  const problems = ran.problems.map((problem) => problem.message)
  return { problems, lines: byHost(linesOf(ran.events)), recap: recapOf(ran) }
}

export function theirOutcome(recorded: Outcome | undefined): Compared {
  if (recorded === undefined) throw new Error('the case is not recorded')
  const lines = recorded.lines.filter((line) => line.task !== 'meta')
  return { problems: [], lines: byHost(lines), recap: recorded.recap }
}

function run(engineCase: EngineCase): Promise<Ran> {
  const { inventory, files, extraVars } = engineCase
  return runText({
    playbook: engineCase.playbook.replaceAll('- hosts: all', '- hosts: all\n  gather_facts: false'),
    ...(inventory === undefined ? {} : { inventory }),
    ...(files === undefined ? {} : { files }),
    ...(extraVars === undefined ? {} : { extraVars }),
    settings: {
      checkMode: engineCase.check ?? false,
      forceHandlers: engineCase.forceHandlers ?? false,
      verbosity: engineCase.verbosity ?? 0,
      tags: { only: engineCase.tags ?? [], skip: engineCase.skipTags ?? [] },
    },
  })
}

function linesOf(events: readonly NumberedEvent[]): readonly OutcomeLine[] {
  const tasks = new Map(
    events.flatMap((event) => (event.type === 'task-started' ? [[event.task.id, event.task] as const] : [])),
  )
  return events.flatMap((event) => {
    if (event.type === 'meta-performed' && event.skipped && event.task.name !== 'meta')
      return [{ host: event.host, task: event.task.name, status: 'skipped' }]
    if (event.type !== 'task-finished') return []
    const task = tasks.get(event.task)
    if (task === undefined) throw new Error(`${event.task} finished and was not started`)
    return [lineOf(event.host, task, event.result)]
  })
}

function lineOf(
  host: string,
  task: { readonly name: string; readonly module: string },
  result: TaskResult,
): OutcomeLine {
  const saysSo = task.module === 'debug' && result.status === 'ok'
  return {
    host,
    task: task.name,
    status: result.status,
    ...(result.ignored === true ? { ignored: true as const } : {}),
    ...(saysSo ? { said: result.values['msg'] ?? null } : {}),
  }
}

/** Hosts run side by side: only the order on each host is told. */
function byHost(lines: readonly OutcomeLine[]): Record<string, readonly string[]> {
  const hosts: Record<string, string[]> = {}
  for (const line of lines) {
    const said = 'said' in line ? `: ${JSON.stringify(line.said)}` : ''
    const ignored = line.ignored === true ? ' (ignored)' : ''
    ;(hosts[line.host] ??= []).push(`${line.task}: ${line.status}${ignored}${said}`)
  }
  return hosts
}

/** Ansible's recap leaves out the hosts that nothing was done on. */
function recapOf(ran: Ran): Outcome['recap'] {
  return Object.fromEntries(
    [...(ran.recap?.hosts ?? [])]
      .filter(([host]) => ran.tasksOf(host).length > 0)
      .map(([host, { ok, changed, unreachable, failed, skipped, rescued, ignored }]) => [
        host,
        { ok, changed, unreachable, failures: failed, skipped, rescued, ignored },
      ]),
  )
}
