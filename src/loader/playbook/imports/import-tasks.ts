import type { Block } from '../../../model/playbook.ts'
import type { YamlEntry, YamlMap } from '../../yaml/yaml-node.ts'
import { Fields } from '../fields.ts'
import { knownText } from '../known-text.ts'
import { readKeywords } from '../read-keywords.ts'
import type { Reading } from '../reading.ts'
import { importArgs } from './import-call.ts'
import { findTasksFile, type ListLevel, type ListReader, readTasksFile } from './task-list.ts'

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
    reading.problem('import_tasks: no file is named', entry.keyAt, "Name it, as in 'import_tasks: setup.yml'")
    return []
  }
  const known = knownText(reading, name, keywords.vars, entry.value.at)
  const path = known === undefined ? undefined : findTasksFile(reading, known, level, entry.value.at)
  if (path === undefined) return []
  const inside = reading.in({ vars: { ...reading.place.vars, ...keywords.vars } })
  return [
    {
      kind: 'block',
      name: undefined,
      ...keywords,
      block: readTasksFile(inside, path, level, entry.value.at, readList),
      rescue: [],
      always: [],
      notify: new Fields(reading, task).texts('notify') ?? [],
    },
  ]
}
