import type { SourcePosition } from '../../base/source-position.ts'
import type { Block, Task, TaskItem } from '../../model/playbook.ts'
import { pythonText } from '../../model/python-text.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import { describeNode, toNative, entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { searching } from './collections/search-list.ts'
import { Fields, isEmpty } from './fields.ts'
import { importIn } from './imports/import-call.ts'
import { importRole } from './imports/import-role.ts'
import { isRoleAsHandler } from './imports/role-as-handler.ts'
import { importTasks } from './imports/import-tasks.ts'
import { withoutPlainInclude } from './imports/plain-include.ts'
import type { ListLevel } from './imports/task-list.ts'
import { KEYWORDS, withoutCollection } from './keyword-levels.ts'
import { present } from './present.ts'
import { readKeywords } from './read-keywords.ts'
import { readTask } from './read-task.ts'
import { readTransaction } from './read-transaction.ts'
import type { Reading } from './reading.ts'
import { unknownKeyword } from './unknown-keyword.ts'

const SECTIONS = ['block', 'rescue', 'always'] as const

/** A list of tasks and blocks: `tasks`, `handlers`, `rescue` ... of what begins at `at`. Nothing there is an empty list. */
export function readTaskItems(
  reading: Reading,
  entry: YamlEntry | undefined,
  level: ListLevel,
  at: SourcePosition,
): readonly TaskItem[] {
  if (entry === undefined || isEmpty(entry.value)) return []
  if (entry.value.kind === 'list') return readList(reading, entry.value.items, level)
  reading.problem(
    `${entry.key}: expected a list of tasks, found ${describeNode(entry.value)}`,
    entry.value.at,
    "Begin each task with '- '",
    { message: malformed(entry), at },
  )
  return []
}

/** As ansible-core has it: it takes the sections of a play for blocks. */
function malformed({ key, value }: YamlEntry): string {
  if (key === 'block' || key === 'rescue' || key === 'always')
    return 'A malformed block was encountered while loading a block'
  const shown = value.kind === 'scalar' ? value.source : pythonText(toNative(value))
  const what = key === 'tasks' || key === 'handlers' ? key : key.replace('_', ' ')
  return `A malformed block was encountered while loading ${what}: ${shown} should be a list or None but is ${ansibleClass(value)}`
}

/** Tasks, blocks and what is imported among them. ansible-core passes over an item of nothing. */
export function readList(reading: Reading, items: readonly YamlNode[], level: ListLevel): readonly TaskItem[] {
  const written = reading.checks.argsWhenRun === true ? items.filter((item) => !isEmpty(item)) : items
  return written.flatMap((item) => readItem(reading, item, level))
}

function readItem(reading: Reading, node: YamlNode, level: ListLevel): readonly TaskItem[] {
  if (node.kind !== 'map') {
    const hint = "Write a task as a map: a name, and a module with its arguments, as in '- command: uptime'"
    const given = node.kind === 'scalar' ? (typeof node.value === 'string' ? `'${node.value}'` : node.source) : '...'
    reading.problem(`expected a task, found ${describeNode(node)}`, node.at, hint, {
      message: `A malformed block was encountered while loading a block. The ds ([${given}]) should be a dict but was a <class 'list'>`,
    })
    return []
  }
  const section = SECTIONS.map((name) => entryOf(node, name)).find((entry) => entry !== undefined)
  if (section !== undefined) return readBlock(reading, node, level, section)
  const written = withoutPlainInclude(node)
  if (level === 'handler' && isRoleAsHandler(reading, written)) return []
  const imported = importIn(written)
  if (imported?.name === 'import_tasks') return importTasks(reading, written, imported.entry, level, readList)
  if (imported?.name === 'import_role') return importRole(reading, written, imported.entry, level, readList)
  const task = readTask(reading, written, level)
  if (level === 'handler' && task !== undefined) refuseFlush(reading, task)
  return task === undefined ? [] : [task]
}

/** In the words of ansible-core. */
function refuseFlush(reading: Reading, { module, args, at }: Task): void {
  if (module !== 'meta' || args['_raw_params'] !== 'flush_handlers') return
  const message = 'flush_handlers cannot be used as a handler'
  reading.problem(message, at, 'Put it among the tasks', { message, at, exitCode: 1 })
}

function readBlock(outside: Reading, map: YamlMap, level: ListLevel, section: YamlEntry): readonly Block[] {
  const reading = searching(outside, map)
  if (entryOf(map, 'block') === undefined) {
    reading.problem(
      `'${section.key}' keyword cannot be used without 'block'`,
      section.keyAt,
      "Put the tasks that it is for below 'block:'",
      { message: `'${section.key}' keyword cannot be used without 'block'`, at: map.at },
    )
  }
  for (const entry of map.entries) if (!KEYWORDS.block.has(entry.key)) reportForeign(reading, entry, map.at)
  const fields = new Fields(reading, map)
  return [
    {
      kind: 'block',
      name: fields.text('name'),
      ...readKeywords(reading, map),
      block: readTaskItems(reading, entryOf(map, 'block'), level, map.at),
      rescue: readTaskItems(reading, entryOf(map, 'rescue'), level, map.at),
      always: readTaskItems(reading, entryOf(map, 'always'), level, map.at),
      ...present({ transaction: readTransaction(reading, fields) }),
      notify: fields.texts('notify') ?? [],
    },
  ]
}

function reportForeign(reading: Reading, entry: YamlEntry, at: SourcePosition): void {
  if (reading.modules.has(withoutCollection(entry.key))) {
    const message = `a block has no module of its own: '${entry.key}'`
    const ansible = { message: `'${entry.key}' is not a valid attribute for a Block`, at }
    reading.problem(message, entry.keyAt, "Make it a task below 'block:'", ansible)
  } else unknownKeyword(reading, entry, 'block', at)
}
