import { dirname, resolve } from 'node:path'
import type { ControllerFiles } from '../model/controller-files.ts'
import type { KeywordChain } from './inherited.ts'
import type { TaskCall } from './task-call.ts'

/** The controller's files as a task names them: those of its roles first, the innermost before all. */
export function filesOf(call: TaskCall): ControllerFiles {
  const files = call.run.deps.controllerFiles(call.run.playbookPath)
  const folders = searchFolders(call.frame.chain, call.frame.task.at.file)
  return { ...files, resolve: (name, kind) => files.resolve(name, kind, folders) }
}

/** Folders in which a task's files are looked for, besides the playbook's. */
export function searchFolders(chain: KeywordChain, file: string): readonly string[] {
  const roles = chain.flatMap((keywords) => (keywords.role === undefined ? [] : [keywords.role.path]))
  return [...new Set([...roles.reverse(), dirname(resolve(file))])]
}
