import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Included, IncludedRole, IncludedTasks } from '../model/include-loader.ts'
import type { IncludeRequest } from '../model/engine-request.ts'
import { firstOf, includedTooDeep } from './errors.ts'
import { collectionsAround, nearest } from './inherited.ts'
import { defaultedModules } from './module-defaults.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'

/** Includes inside includes: more than this is a circle. */
const DEEPEST = 100

/** A role has a `scope`, a file a `path`. */
export type LoadedInclude = Included &
  Partial<Pick<IncludedRole, 'scope'>> &
  Partial<Pick<IncludedTasks, 'path' | 'isBlank'>>

/** What an include brings, read once a run. */
export function loadIncluded(
  request: IncludeRequest,
  { task, chain }: Pick<TaskFrame, 'task' | 'chain'>,
  level: 'task' | 'handler',
  run: PlayRun,
): Result<LoadedInclude, LongshoreError> {
  const depth = chain.filter((keywords) => keywords.includeParams !== undefined).length
  if (depth >= DEEPEST) return err(includedTooDeep(depth, task.at))
  const place = {
    at: task.at,
    playbookPath: run.playbookPath,
    role: nearest(chain, 'role'),
    defaulted: defaultedModules(chain),
    collections: collectionsAround(chain),
  }
  const { includes } = run.deps
  const loaded =
    request.include === 'tasks'
      ? includes.tasks({ ...place, file: request.file, level })
      : includes.role({ ...place, request })
  return loaded.ok ? ok(loaded.value) : err(firstOf(loaded.error))
}
