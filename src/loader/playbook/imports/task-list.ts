import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { AnsibleWords } from '../../../base/ansible-words.ts'
import { LongshoreError } from '../../../base/longshore-error.ts'
import type { SourcePosition } from '../../../base/source-position.ts'
import type { TaskItem } from '../../../model/playbook.ts'
import { describeNode, type YamlNode } from '../../yaml/yaml-node.ts'
import { isEmpty } from '../fields.ts'
import type { Reading } from '../reading.ts'
import { readYamlFile } from '../read-yaml-file.ts'

export type ListLevel = 'task' | 'handler'

/** Reads the tasks of a list; handed in, since lists and imports hold each other. */
export type ListReader = (reading: Reading, items: readonly YamlNode[], level: ListLevel) => readonly TaskItem[]

/** Where a file of tasks may be, in Ansible's order: beside the including file, in the role, beside the playbook. */
export function tasksFileNames(
  { place }: Reading,
  name: string,
  level: ListLevel,
  at: SourcePosition,
): readonly string[] {
  const { role, playbookFolder } = place
  const own = dirname(resolve(at.file))
  const folders = [own, ...(role === undefined ? [] : [join(role.path, `${level}s`), role.path]), playbookFolder]
  return isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))
}

/** A file that is a list of tasks; an empty one has none. */
export function readTasksFile(
  reading: Reading,
  path: string,
  level: ListLevel,
  at: SourcePosition,
  readList: ListReader,
): readonly TaskItem[] {
  return readIncludedFile(reading, path, level, at, readList).items
}

/** The same, and whether there is nothing in the file, not even an empty list. */
export function readIncludedFile(
  reading: Reading,
  path: string,
  level: ListLevel,
  at: SourcePosition,
  readList: ListReader,
): { readonly items: readonly TaskItem[]; readonly isBlank: boolean } {
  const file = readYamlFile(reading, path, at)
  if (file === undefined || isEmpty(file.node)) return { items: [], isBlank: true }
  if (file.node.kind === 'list') return { items: readList(file.reading, file.node.items, level), isBlank: false }
  const message = 'included task files must contain a list of tasks'
  const hint = `This is ${describeNode(file.node)}: begin each task with '- '`
  reading.problems.push(
    new LongshoreError('FILE_UNREADABLE', message, {
      at: file.node.at,
      hint,
      ansible: notAList(reading, path, file.node),
    }),
  )
  return { items: [], isBlank: false }
}

function notAList({ place }: Reading, path: string, { at }: YamlNode): AnsibleWords {
  const own = place.role === undefined ? undefined : relative(place.role.path, path)
  const isMain = own !== undefined && /^(tasks|handlers)\/main\.ya?ml$/.test(own)
  const message = isMain
    ? `The ${own} file for role '${place.role?.name ?? ''}' must contain a list of tasks`
    : 'included task files must contain a list of tasks'
  return { message, at, exitCode: 4 }
}
