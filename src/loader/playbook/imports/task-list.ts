import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { SourcePosition } from '../../../base/source-position.ts'
import type { TaskItem } from '../../../model/playbook.ts'
import { describeNode, type YamlNode } from '../../yaml/yaml-node.ts'
import { includedFileMissing } from '../errors.ts'
import { isEmpty } from '../fields.ts'
import type { Reading } from '../reading.ts'
import { firstFile, readYamlFile } from '../read-yaml-file.ts'

export type ListLevel = 'task' | 'handler'

/** Reads the tasks of a list; handed in, since lists and imports hold each other. */
export type ListReader = (reading: Reading, items: readonly YamlNode[], level: ListLevel) => readonly TaskItem[]

/** Ansible's order: beside the including file, in the role's `tasks` or `handlers`, beside the playbook. */
export function findTasksFile(
  reading: Reading,
  name: string,
  level: ListLevel,
  at: SourcePosition,
): string | undefined {
  const { role, playbookFolder } = reading.place
  const own = dirname(resolve(at.file))
  const folders = [own, ...(role === undefined ? [] : [join(role.path, `${level}s`), role.path]), playbookFolder]
  const candidates = isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))
  const found = firstFile(candidates)
  if (found === undefined) reading.problems.push(includedFileMissing(name, candidates, at))
  return found
}

/** A file that is a list of tasks; an empty one has none. */
export function readTasksFile(
  reading: Reading,
  path: string,
  level: ListLevel,
  at: SourcePosition,
  readList: ListReader,
): readonly TaskItem[] {
  const file = readYamlFile(reading, path, at)
  if (file === undefined || isEmpty(file.node)) return []
  if (file.node.kind === 'list') return readList(file.reading, file.node.items, level)
  const message = `a file of tasks is a list of tasks, and this is ${describeNode(file.node)}`
  reading.problem(message, file.node.at, "Begin each task with '- '")
  return []
}
