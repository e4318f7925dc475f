import type { Block } from '../../../model/playbook.ts'
import type { YamlEntry, YamlMap } from '../../yaml/yaml-node.ts'
import { importedFileMissing } from '../errors.ts'
import { searching } from '../collections/search-list.ts'
import { Fields } from '../fields.ts'
import { knownText } from '../known-text.ts'
import { readKeywords } from '../read-keywords.ts'
import { firstFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'
import { importArgs } from './import-call.ts'
import { type ListLevel, type ListReader, readIncludedFile, tasksFileNames } from './task-list.ts'

/** `import_tasks`: the tasks of a file, as in a block that has the keywords of the import. */
export function importTasks(
  reading: Reading,
  task: YamlMap,
  entry: YamlEntry,
  level: ListLevel,
  readList: ListReader,
): readonly Block[] {
  const args = importArgs(reading, 'import_tasks', entry, task, level)
  if (args === undefined) return []
  const keywords = readKeywords(reading, task)
  const name = args['_raw_params'] ?? args['file']
  if (typeof name !== 'string') {
    reading.problem('import_tasks: no file is named', entry.keyAt, "Name it, as in 'import_tasks: setup.yml'", {
      message: 'No file specified for import_tasks',
    })
    return []
  }
  const { at } = entry.value
  const known = knownText(reading, name, keywords.vars, at)
  if (known === undefined) return []
  const candidates = tasksFileNames(reading, known, level, at)
  const path = firstFile(candidates)
  if (path === undefined) {
    reading.problems.push(importedFileMissing(candidates, at))
    return []
  }
  const inside = searching(reading, task).in({ vars: { ...reading.place.vars, ...keywords.vars } })
  const { items, isBlank } = readIncludedFile(inside, path, level, at, readList)
  if (isBlank) reading.checks.warn?.(`file ${path} is empty and had no tasks to include`)
  return [
    {
      kind: 'block',
      name: undefined,
      ...keywords,
      block: items,
      rescue: [],
      always: [],
      notify: new Fields(reading, task).texts('notify') ?? [],
    },
  ]
}
