import { join, resolve } from 'node:path'
import { driftReport } from '../../app/drift/drift-report.ts'
import { factsPlaybook } from '../../app/drift/facts-playbook.ts'
import { lastApplied } from '../../app/drift/last-applied.ts'
import type { DriftReport } from '../../model/drift.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { Composition } from '../composition.ts'
import { preparedFor } from '../prepared.ts'
import { runCommand } from '../run-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { refused, refusedAll, wrongOutput } from '../runs/answer.ts'
import { driftText } from './drift-text.ts'

/** Compares hosts with playbooks and prints how they differ. Exit code 1 where they do, else that of the look. */
export async function driftCommand(
  playbooks: readonly string[],
  flags: RunFlags,
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const wrong = wrongOutput(flags)
  if (wrong !== undefined) return refused(wrong, io)
  const { output, ...others } = flags
  const compared = await compare(playbooks, others, composition)
  if (compared.report === undefined) return compared.exitCode
  const { report } = compared
  io.stdout(output === 'json' ? `${JSON.stringify(report)}\n` : driftText(report))
  return isDrifted(report) ? 1 : compared.exitCode
}

export function isDrifted({ hosts }: DriftReport): boolean {
  return Object.values(hosts).some(({ state }) => state === 'drifted')
}

/** The report, and the exit code of the run in check mode that it is from. No report where that did not begin. */
export async function compare(
  playbooks: readonly string[],
  flags: RunFlags,
  composition: Composition,
): Promise<{ readonly report?: DriftReport; readonly exitCode: number }> {
  const { io } = composition
  const prepared = await preparedFor(playbooks, flags, composition)
  if (!prepared.ok) return { exitCode: refusedAll(prepared.error, io) }
  const { hosts } = prepared.value
  const asking = join(io.cwd, '(what the hosts say)')
  const inMemory = new Map([[asking, factsPlaybook(prepared.value.playbooks, hosts.ofPlays)]])
  const events: NumberedEvent[] = []
  const reporter = { report: (event: NumberedEvent) => void events.push(event), close: () => Promise.resolve() }
  const checking = { ...flags, check: true, diff: true, output: 'quiet' }
  const exitCode = await runCommand([asking, ...playbooks], checking, composition, { inMemory, reporter })
  const started = events.find((event) => event.type === 'run-started')
  if (started === undefined) return { exitCode }
  const names = [...new Set(hosts.ofPlays.flat())]
  const applied = await lastApplied(names, await composition.runArchive())
  if (!applied.ok) return { exitCode: refused(applied.error, io) }
  const report = driftReport({
    run: started.run,
    playbooks: playbooks.map((path) => resolve(io.cwd, path)),
    hosts: names,
    events,
    lastApplied: applied.value,
  })
  return { report, exitCode }
}
