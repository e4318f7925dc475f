import { relative } from 'node:path'
import { summariseRun, type RunSummary } from '../../app/runs/summarise-run.ts'
import type { RunsFlags } from '../commands/runs.ts'
import type { Composition } from '../composition.ts'
import { formatError } from '../exit-codes.ts'
import { refused, wrongOutput } from './answer.ts'
import { table } from './table.ts'

/** A line a run. Gives the exit code: 1 where a journal cannot be read, which does not hide the others. */
export async function listRuns(flags: RunsFlags, { io, runArchive }: Composition): Promise<number> {
  const wrong = wrongOutput(flags)
  if (wrong !== undefined) return refused(wrong, io)
  const archive = await runArchive()
  const listed = await archive.list()
  if (!listed.ok) return refused(listed.error, io)
  const summaries: RunSummary[] = []
  let exitCode = 0
  for (const run of listed.value) {
    const read = await archive.read(run)
    if (read.ok) summaries.push(summariseRun(read.value))
    else {
      exitCode = 1
      io.stderr(formatError(read.error))
    }
  }
  if (flags.output === 'json') io.stdout(`${JSON.stringify(summaries)}\n`)
  else if (summaries.length > 0) io.stdout(table([HEAD, ...summaries.map((summary) => row(summary, io.cwd))]))
  return exitCode
}

const HEAD = ['RUN', 'STATE', 'STARTED', 'BY', 'HOSTS', 'CHANGED', 'FAILED', 'PLAYBOOKS']

function row({ run, state, started, by, hosts, playbooks, check }: RunSummary, cwd: string): readonly string[] {
  const all = Object.values(hosts)
  const names = playbooks.map((path) => relative(cwd, path)).join(' ')
  return [
    run,
    state,
    started ?? '?',
    by?.user ?? '?',
    String(all.length),
    String(all.filter((host) => host.changed > 0).length),
    String(all.filter((host) => host.failed > 0 || host.unreachable > 0).length),
    check ? `${names} (check)` : names,
  ]
}
