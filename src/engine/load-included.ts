import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Included, IncludedRole } from '../model/include-loader.ts'
import type { EngineRequest, IncludeRequest } from '../model/module.ts'
import type { Task } from '../model/playbook.ts'
import { firstOf, includedTooDeep } from './errors.ts'
import { nearest, type KeywordChain } from './inherited.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskCall } from './task-call.ts'

/** Includes inside includes: more than this is a circle. */
const DEEPEST = 100

interface IncludingTask {
  readonly task: Task
  readonly chain: KeywordChain
  readonly level: 'task' | 'handler'
}

/** What an include brings, read once a run. */
export function loadIncluded(
  request: IncludeRequest,
  { task, chain, level }: IncludingTask,
  run: PlayRun,
): Result<Included & Partial<Pick<IncludedRole, 'scope'>>, LongshoreError> {
  const depth = chain.filter((keywords) => keywords.includeParams !== undefined).length
  if (depth >= DEEPEST) return err(includedTooDeep(depth, task.at))
  const place = { at: task.at, playbookPath: run.playbookPath, role: nearest(chain, 'role') }
  const { includes } = run.deps
  const loaded =
    request.include === 'tasks'
      ? includes.tasks({ ...place, file: request.file, level })
      : includes.role({ ...place, request })
  return loaded.ok ? ok(loaded.value) : err(firstOf(loaded.error))
}

/** Why what a task asks to include cannot be, or undefined. */
export function includeProblem(request: EngineRequest | undefined, call: TaskCall): LongshoreError | undefined {
  if (request === undefined || typeof request === 'string') return undefined
  const loaded = loadIncluded(request, { ...call.frame, level: 'task' }, call.run)
  return loaded.ok ? undefined : loaded.error
}
