import { dirname, resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type {
  IncludedRole,
  IncludedTasks,
  IncludeLoader,
  RoleToInclude,
  TasksToInclude,
} from '../../model/include-loader.ts'
import type { ModuleIndex } from '../../model/module.ts'
import { readIncludedFile, tasksFileNames } from './imports/task-list.ts'
import { includedFileMissing } from './errors.ts'
import { inOrder } from './parse-playbook.ts'
import { nothingGathered } from './place.ts'
import { firstFile } from './read-yaml-file.ts'
import { readList } from './read-task-items.ts'
import { type PlaybookChecks, Reading } from './reading.ts'
import { loadRole } from './roles/load-role.ts'

/** Reads included files and roles, each once a run, however many hosts and loop items ask for it. */
export function createIncludeLoader(modules: ModuleIndex, checks: PlaybookChecks): IncludeLoader {
  const tasks = new Map<string, ReturnType<IncludeLoader['tasks']>>()
  const roles = new Map<string, ReturnType<IncludeLoader['role']>>()
  return {
    tasks(request) {
      const { at, playbookPath, file, level, role, defaulted, collections } = request
      const key = JSON.stringify([
        dirname(resolve(at.file)),
        playbookPath,
        file,
        level,
        role?.key,
        defaulted,
        collections,
      ])
      return remembered(tasks, key, () => includedTasks(request, modules, checks))
    },
    role(request) {
      const { role, files, isPublic, allowDuplicates, validate } = request.request
      const asked = [role, files, isPublic, allowDuplicates, validate]
      const key = JSON.stringify([
        request.playbookPath,
        asked,
        request.role?.path,
        request.defaulted,
        request.collections,
      ])
      return remembered(roles, key, () => includedRole(request, modules, checks))
    },
  }
}

function remembered<T>(known: Map<string, T>, key: string, read: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = read()
  known.set(key, made)
  return made
}

function includedTasks(
  request: TasksToInclude,
  modules: ModuleIndex,
  checks: PlaybookChecks,
): Result<IncludedTasks, readonly LongshoreError[]> {
  const reading = readingFor(request, modules, checks)
  const { file, level, at } = request
  const candidates = tasksFileNames(reading, file, level, at)
  const path = firstFile(candidates)
  if (path === undefined) return err([includedFileMissing(candidates, at)])
  const read = readIncludedFile(reading, path, level, at, readList)
  if (reading.problems.length > 0) return err(inOrder(reading.problems))
  return ok({ path, ...read, ...reading.place.gathered })
}

function includedRole(
  { request, ...from }: RoleToInclude,
  modules: ModuleIndex,
  checks: PlaybookChecks,
): Result<IncludedRole, readonly LongshoreError[]> {
  const reading = readingFor(from, modules, checks)
  const keywords = { vars: {}, when: [], tags: [], environment: [], at: from.at }
  const { role: name, files, allowDuplicates, validate } = request
  const role = loadRole(
    reading,
    { name, at: from.at, files, keywords, entryVars: {}, params: {}, allowDuplicates, isInclude: true, validate },
    readList,
  )
  if (role === undefined || reading.problems.length > 0) return err(inOrder(reading.problems))
  return ok({ ...role, ...reading.place.gathered })
}

function readingFor(
  { playbookPath, role, defaulted, collections }: Omit<TasksToInclude, 'at' | 'file' | 'level'>,
  modules: ModuleIndex,
  checks: PlaybookChecks,
): Reading {
  return new Reading(modules, checks, {
    playbookFolder: dirname(playbookPath),
    files: [],
    dependents: [],
    role,
    vars: {},
    gathered: nothingGathered(),
    collections,
    ownCollection: undefined,
    defaulted: new Set(defaulted),
  })
}
