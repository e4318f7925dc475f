import { dirname } from 'node:path'
import { noSchedule, noSchedules } from '../../app/schedules/errors.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { loadProjectFile } from '../../loader/project-file/load-project-file.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { Composition } from '../composition.ts'
import type { Io } from '../io.ts'

export interface ProjectSchedules {
  /** Absolute. */
  readonly projectFile: string
  readonly schedules: readonly Schedule[]
}

/** Those of the longshore.yml of here or above, where there are any. */
export async function projectSchedules(
  io: Pick<Io, 'cwd' | 'home'>,
): Promise<Result<ProjectSchedules, readonly LongshoreError[]>> {
  const project = await loadProjectFile(io.cwd, io.home)
  if (!project.ok) return project
  const { path, schedules = [] } = project.value ?? {}
  if (path === undefined || schedules.length === 0) return err([noSchedules()])
  return ok({ projectFile: path, schedules })
}

/** Those of these names; all where none is named. */
export function chosenSchedules(
  { schedules }: ProjectSchedules,
  names: readonly string[],
): Result<readonly Schedule[], LongshoreError> {
  const known = schedules.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) return err(noSchedule(unknown, known))
  return ok(names.length === 0 ? schedules : schedules.filter(({ name }) => names.includes(name)))
}

/** Runs begin in the folder of the project, wherever they are asked for: what is relative is so to it. */
export function inProject(composition: Composition, projectFile: string): Composition {
  return { ...composition, io: { ...composition.io, cwd: dirname(projectFile) } }
}
