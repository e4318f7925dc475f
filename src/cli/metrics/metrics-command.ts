import { resolve } from 'node:path'
import { LongshoreError } from '../../base/longshore-error.ts'
import { loadProjectFile } from '../../loader/project-file/load-project-file.ts'
import type { Composition } from '../composition.ts'
import { refused, refusedAll } from '../runs/answer.ts'
import { collectMetrics } from './collect-metrics.ts'
import { putMetrics } from './write-metrics.ts'

/** Prints the metrics of the project, or writes them to a file for node_exporter. */
export async function metricsCommand(
  { textfile }: { readonly textfile?: string },
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const project = await loadProjectFile(io.cwd, io.home)
  if (!project.ok) return refusedAll(project.error, io)
  if (project.value === undefined) return refused(noProject(), io)
  if (textfile !== undefined) {
    const put = await putMetrics(resolve(io.cwd, textfile), project.value, composition)
    return put.ok ? 0 : refusedAll(put.error, io)
  }
  const text = await collectMetrics(project.value, composition)
  if (!text.ok) return refusedAll(text.error, io)
  io.stdout(text.value)
  return 0
}

function noProject(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'there is no longshore.yml here or above', {
    hint: 'Metrics are of the schedules and backups of a project: run it in its folder',
  })
}
