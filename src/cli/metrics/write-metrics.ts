import { resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ProjectFile } from '../../loader/project-file/parse-project-file.ts'
import { loadProjectFile } from '../../loader/project-file/load-project-file.ts'
import type { Composition } from '../composition.ts'
import { readSettings } from '../read-settings.ts'
import { collectMetrics } from './collect-metrics.ts'

/** Writes the textfile that the settings name, or nothing where they name none. */
export async function writeMetrics(composition: Composition): Promise<Result<undefined, readonly LongshoreError[]>> {
  const { io } = composition
  const read = await readSettings({}, io)
  if (!read.ok) return read
  const { metricsTextfile } = read.value.settings
  if (metricsTextfile === undefined) return ok(undefined)
  const project = await loadProjectFile(io.cwd, io.home)
  if (!project.ok || project.value === undefined) return project.ok ? ok(undefined) : project
  return putMetrics(resolve(io.cwd, metricsTextfile), project.value, composition)
}

export async function putMetrics(
  textfile: string,
  project: ProjectFile,
  composition: Composition,
): Promise<Result<undefined, readonly LongshoreError[]>> {
  const text = await collectMetrics(project, composition)
  if (!text.ok) return text
  const put = await composition.putTextFile(textfile, text.value)
  return put.ok ? put : err([put.error])
}
