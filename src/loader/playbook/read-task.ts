import type { Condition, Keywords, Task } from '../../model/playbook.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import { describeNode, entryOf, type YamlMap } from '../yaml/yaml-node.ts'
import { searching } from './collections/search-list.ts'
import { Fields, isEmpty } from './fields.ts'
import { checkIncludeKeywords } from './imports/include-keywords.ts'
import { KEYWORDS, withoutCollection } from './keyword-levels.ts'
import { readModuleCall } from './module-call.ts'
import { present } from './present.ts'
import { readKeywords } from './read-keywords.ts'
import { readLoop } from './read-loop.ts'
import type { Reading } from './reading.ts'
import { unknownKeyword } from './unknown-keyword.ts'

/** A task or a handler. Undefined where something about it is wrong. */
export function readTask(outside: Reading, map: YamlMap, level: 'task' | 'handler'): Task | undefined {
  const reading = searching(outside, map)
  const fields = new Fields(reading, map)
  const keywords = readKeywords(reading, map)
  const call = readModuleCall(reading, map, level)
  const task = {
    kind: 'task' as const,
    name: fields.text('name'),
    ...keywords,
    until: fields.conditions('until') ?? [],
    notify: fields.texts('notify') ?? [],
    listen: level === 'handler' ? (fields.texts('listen') ?? []) : [],
    ...present({
      register: fields.variableName('register'),
      loop: readLoop(reading, map),
      retries: fields.number('retries', 'any number'),
      delay: fields.number('delay', 'any number'),
      async: fields.number('async', 'any number'),
      poll: fields.number('poll', 'any number'),
      changedWhen: verdict(fields, 'changed_when'),
      failedWhen: verdict(fields, 'failed_when'),
    }),
  }
  if (call === undefined) return undefined
  checkIncludeKeywords(reading, map, call.module, level)
  const apply = isInclude(call.module) ? readApply(reading, map) : undefined
  return { ...task, ...call, ...present({ apply }) }
}

/** Where it lists no condition, the module has the say (Ansible). */
function verdict(fields: Fields, keyword: 'changed_when' | 'failed_when'): readonly Condition[] | undefined {
  const value = fields.entry(keyword)?.value
  return value?.kind === 'list' && value.items.length === 0 ? undefined : fields.conditions(keyword)
}

function isInclude(module: string): boolean {
  return module === 'include_tasks' || module === 'include_role'
}

/** `apply`: keywords for the tasks that an include brings. */
function readApply(reading: Reading, map: YamlMap): Keywords | undefined {
  const holders = map.entries.filter(({ key }) => key === 'args' || isInclude(withoutCollection(key)))
  const entry = holders
    .map(({ value }) => (value.kind === 'map' ? entryOf(value, 'apply') : undefined))
    .find((found) => found !== undefined)
  if (entry === undefined || isEmpty(entry.value)) return undefined
  if (entry.value.kind === 'map') {
    for (const inner of entry.value.entries) {
      if (!KEYWORDS.block.has(inner.key)) unknownKeyword(reading, inner, 'block', entry.value.at)
    }
    return readKeywords(reading, entry.value)
  }
  reading.problem(
    `apply: expected keywords, found ${describeNode(entry.value)}`,
    entry.value.at,
    "Write 'tags: x' below it",
    { message: `Expected a dict for apply but got ${ansibleClass(entry.value)} instead`, at: map.at },
  )
  return undefined
}
