import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { keywordFailed } from './keyword-errors.ts'
import { varsFileMissing, varsFileNameUndefined } from './variable-errors.ts'
import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'
import { tellReserved } from './reserved-names.ts'
import { taskScope } from './variables/task-scope.ts'

/**
 * Loads the `vars_files` of the play for each host: names may hold templates over its facts, and a list of names means
 * the first that exists. One that cannot be loaded ends the run (Ansible: vars/manager.py, `get_vars`).
 */
export async function loadFileVars(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  if (run.play.varsFiles.length === 0) return
  const load = remembering(run.deps.loadListedVars)
  for (const host of hosts.filter((each) => each.isActive)) {
    const loaded = await loadForHost(host, run, load)
    if (loaded.ok) continue
    run.errors.push(loaded.error)
    run.halted ??= loaded.error.message
    return
  }
}

type Load = (path: string) => Promise<Result<Vars, readonly LongshoreError[]>>

function remembering(load: Load): Load {
  const known = new Map<string, ReturnType<Load>>()
  return (path) => {
    const loaded = known.get(path) ?? load(path)
    known.set(path, loaded)
    return loaded
  }
}

/** Each file is seen by the names of those that come after it. */
async function loadForHost(host: HostRun, run: PlayRun, load: Load): Promise<Result<void, LongshoreError>> {
  const all: Vars[] = []
  run.fileVars.set(host.name, all)
  for (const entry of run.play.varsFiles) {
    const names = renderNames(typeof entry === 'string' ? [entry] : entry, host, run)
    if (!names.ok) return names
    if (names.value === undefined) continue
    const loaded = await firstThatLoads(names.value, run, load)
    if (!loaded.ok) return loaded
    all.push(loaded.value)
    tellReserved(loaded.value, run)
  }
  return ok(undefined)
}

/** Undefined: a name needs a variable that the host does not have, which passes the entry over while it has no facts. */
function renderNames(
  names: readonly string[],
  host: HostRun,
  run: PlayRun,
): Result<readonly string[] | undefined, LongshoreError> {
  const rendered: string[] = []
  for (const name of names) {
    const path = run.deps.templater.render(name, taskScope(host, [run.play], run))
    if (path.ok) rendered.push(String(path.value))
    else if (path.error.code !== 'VARIABLE_UNDEFINED') return err(keywordFailed('vars_files', path.error, run.play.at))
    else if (host.facts['module_setup'] === true) return err(varsFileNameUndefined(name, path.error, run.play.at))
    else return ok(undefined)
  }
  return ok(rendered)
}

async function firstThatLoads(
  names: readonly string[],
  run: PlayRun,
  load: Load,
): Promise<Result<Vars, LongshoreError>> {
  const files = run.deps.controllerFiles(run.playbookPath)
  for (const name of names) {
    const path = await files.resolve(name, 'vars')
    const loaded = path.ok ? await load(path.value) : undefined
    if (loaded?.ok === true) return loaded
    const [problem] = loaded?.error ?? []
    if (problem !== undefined && problem.code !== 'FILE_UNREADABLE') return err(problem)
  }
  return err(varsFileMissing(names, run.play.at))
}
