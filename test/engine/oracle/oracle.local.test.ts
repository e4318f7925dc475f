import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { NumberedEvent } from '../../../src/model/run-event.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'
import { runText, type Ran } from '../../kit/run-text.ts'
import { ENGINE_CASES, type EngineCase } from './cases.ts'
import type { Outcome, OutcomeLine } from './outcome.ts'

/** What ansible-core 2.14 did with the same playbooks (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<string, Outcome>

describe('a run does what Ansible does', () => {
  test.each(ENGINE_CASES.map((engineCase) => [engineCase.name, engineCase] as const))(
    '%s',
    async (name, engineCase) => {
      const recorded = RECORDED[name]
      if (recorded === undefined) throw new Error(`${name} is not recorded`)

      const ran = await run(engineCase)

      expect(ran.problems).toEqual([])
      expect(byHost(linesOf(ran.events))).toEqual(byHost(recorded.lines.filter((line) => line.task !== 'meta')))
      expect(recapOf(ran)).toEqual(recorded.recap)
    },
  )
})

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
