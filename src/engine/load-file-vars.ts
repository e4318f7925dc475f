import { dirname, isAbsolute, join } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'
import { failedResult } from './task-results.ts'
import { withholdCensored } from '../model/event-line.ts'
import { taskScope } from './variables/task-scope.ts'
import { formatPosition } from '../base/source-position.ts'

/**
 * Loads the `vars_files` of the play for each host: names may hold templates over its facts, and a list of names means
 * the first that exists (Ansible). A host whose files cannot be loaded fails here.
 */
export async function loadFileVars(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  if (run.play.varsFiles.length === 0) return
  const cache = new Map<string, Promise<Result<Vars, readonly LongshoreError[]>>>()
  const load = (path: string) => {
    const known = cache.get(path) ?? run.deps.loadVarsFile(path)
    cache.set(path, known)
    return known
  }
  for (const host of hosts.filter((each) => each.isActive)) {
    const loaded = await loadForHost(host, run, load)
    if (loaded.ok) run.fileVars.set(host.name, loaded.value)
    else fail(host, loaded.error, run)
  }
}

type Load = (path: string) => Promise<Result<Vars, readonly LongshoreError[]>>

async function loadForHost(host: HostRun, run: PlayRun, load: Load): Promise<Result<readonly Vars[], LongshoreError>> {
  const all: Vars[] = []
  for (const entry of run.play.varsFiles) {
    const candidates = typeof entry === 'string' ? [entry] : entry
    const loaded = await firstThatLoads(candidates, host, run, load)
    if (!loaded.ok) return loaded
    all.push(loaded.value)
    run.fileVars.set(host.name, all)
  }
  return ok(all)
}

async function firstThatLoads(
  candidates: readonly string[],
  host: HostRun,
  run: PlayRun,
  load: Load,
): Promise<Result<Vars, LongshoreError>> {
  let problem: LongshoreError | undefined
  for (const candidate of candidates) {
    const name = run.deps.templater.render(candidate, taskScope(host, [run.play], run))
    if (!name.ok) return name
    const path = String(name.value)
    const loaded = await load(isAbsolute(path) ? path : join(dirname(run.playbookPath), path))
    if (loaded.ok) return loaded
    problem ??= loaded.error[0]
    if (problem?.code !== 'FILE_UNREADABLE') break
  }
  return problem === undefined ? ok({}) : err(problem)
}

function fail(host: HostRun, error: LongshoreError, run: PlayRun): void {
  const result = failedResult(error, run.play.at)
  const id = run.nextTaskId()
  host.standing = 'failed'
  host.lastFailure = { taskName: 'vars_files', module: 'include_vars', result }
  host.count(result)
  const at = formatPosition(run.play.at)
  run.deps.emit({
    type: 'task-started',
    task: { id, name: 'vars_files', module: 'include_vars', at, kind: 'setup' },
    hosts: [host.name],
  })
  run.deps.emit({ type: 'task-finished', host: host.name, task: id, result: withholdCensored(result) })
}
