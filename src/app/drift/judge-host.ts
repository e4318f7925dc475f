import type { DriftCause, DriftDifference, HostDrift } from '../../model/drift.ts'
import type { TaskResult } from '../../model/task-result.ts'
import { type LastApplied, resultsIn } from './last-applied.ts'
import type { RuntimeFacts } from './runtime-facts.ts'
import { semanticDiff } from './semantic-diff.ts'

/** What was seen on one host: the tasks of the playbook in check mode, and what its runtimes say. */
export interface HostSight {
  readonly tasks: readonly { readonly name: string; readonly result: TaskResult }[]
  readonly runtimes: readonly RuntimeFacts[]
  readonly lastApplied: LastApplied | undefined
}

/** Compares the four: what the playbook asks for, the files, the daemons, and what was applied last. */
export function judgeHost(sight: HostSight): HostDrift {
  const { tasks, lastApplied } = sight
  const failed = tasks.find(({ result }) => isFailure(result))
  const known = withDaemon([...fileDifferences(sight), ...daemonDifferences(sight)])
  const all = [...known, ...unexplained(sight, known)]
  const error = failed?.result.error
  return {
    state: all.length > 0 ? 'drifted' : failed === undefined ? 'same' : 'unknown',
    ...(error === undefined ? {} : { error }),
    ...(lastApplied === undefined ? {} : { lastApplied: { run: lastApplied.run, time: lastApplied.time } }),
    differences: all,
  }
}

function isFailure({ status, ignored }: TaskResult): boolean {
  return (status === 'failed' || status === 'unreachable') && ignored !== true
}

/** Desired against the files, by what each task would change. */
function fileDifferences(sight: HostSight): readonly DriftDifference[] {
  return sight.tasks.flatMap(({ name, result }) =>
    resultsIn(result)
      .filter(({ status }) => status === 'changed')
      .flatMap(({ diff = [] }) =>
        diff.flatMap((each) =>
          semanticDiff(each).map((difference) => ({
            path: each.path,
            ...difference,
            task: name,
            causes: [causeOf(each.path, sight)],
            ...modifiedOf(each.path, sight),
            ...effectiveOf(each.path, difference.key, sight),
          })),
        ),
      ),
  )
}

function causeOf(path: string, { lastApplied, runtimes }: HostSight): DriftCause {
  const left = lastApplied?.checksums[path]
  const now = runtimes.flatMap(({ files }) => files).find((file) => file.path === path)
  if (left === undefined) return 'never-applied'
  return (now?.sha256 ?? null) === left ? 'playbook-changed' : 'changed-by-hand'
}

/** The files against the daemons: what each does not use yet. */
function daemonDifferences({ runtimes }: HostSight): readonly DriftDifference[] {
  return runtimes.flatMap(({ files, file, effective, notApplied }) =>
    notApplied.map((key): DriftDifference => {
      const [config] = files
      const isWhole = effective === null
      return {
        path: config?.path ?? '',
        ...(isWhole ? {} : { key, file: file?.[key], effective: effective[key] }),
        causes: ['not-reloaded'],
        ...(config?.modified === null || config === undefined ? {} : { modified: config.modified }),
      }
    }),
  )
}

/** A key that differs from the playbook and that the daemon does not use either is told once. */
function withDaemon(differences: readonly DriftDifference[]): readonly DriftDifference[] {
  const merged = new Map<string, DriftDifference>()
  for (const difference of differences) {
    const id = `${difference.path ?? ''} ${difference.key ?? ''}`
    const before = merged.get(id)
    const causes = [...new Set([...(before?.causes ?? []), ...difference.causes])]
    merged.set(id, { ...difference, ...before, causes })
  }
  return [...merged.values()]
}

/** Tasks that would change something of which no file and no daemon tells: nothing is passed over. */
function unexplained({ tasks }: HostSight, known: readonly DriftDifference[]): readonly DriftDifference[] {
  const isApplied = known.some(({ causes }) => causes.includes('not-reloaded'))
  return tasks
    .filter(({ result }) => result.status === 'changed')
    .filter(({ name, result }) => {
      const isTold = known.some(({ task }) => task === name)
      return (
        !isTold && !(isApplied && resultsIn(result).some(({ values }) => 'action' in values || 'runtimes' in values))
      )
    })
    .map(({ name }) => ({ task: name, causes: ['would-change'] }))
}

function modifiedOf(path: string, { runtimes }: HostSight) {
  const modified = runtimes.flatMap(({ files }) => files).find((file) => file.path === path)?.modified
  return modified === undefined || modified === null ? {} : { modified }
}

function effectiveOf(path: string, key: string | undefined, { runtimes }: HostSight) {
  const runtime = runtimes.find(({ files }) => files[0]?.path === path)
  if (key === undefined || runtime?.effective === undefined || runtime.effective === null) return {}
  return Object.hasOwn(runtime.effective, key) ? { effective: runtime.effective[key] } : {}
}
