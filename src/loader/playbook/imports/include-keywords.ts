import type { YamlMap } from '../../yaml/yaml-node.ts'
import { KEYWORDS } from '../keyword-levels.ts'
import type { Reading } from '../reading.ts'
import type { ListLevel } from './task-list.ts'

/** What an include itself can have (ansible-core 2.14, playbook/task_include.py); the rest is for its tasks. */
const OF_INCLUDES: ReadonlySet<string> = new Set([
  ...[
    'name',
    'action',
    'args',
    'collections',
    'debugger',
    'ignore_errors',
    'loop',
    'loop_control',
    'no_log',
    'register',
  ],
  ...['run_once', 'tags', 'timeout', 'vars', 'when', 'module_defaults'],
])

const CLASSES: Readonly<Record<string, Readonly<Record<ListLevel, string>>>> = {
  include_tasks: { task: 'TaskInclude', handler: 'HandlerTaskInclude' },
  include_role: { task: 'IncludeRole', handler: 'IncludeRole' },
}

/** Reports keywords of a task that are none of an include, in Ansible's words. */
export function checkIncludeKeywords(reading: Reading, map: YamlMap, module: string, level: ListLevel): void {
  const name = CLASSES[module]?.[level]
  if (name === undefined) return
  for (const { key, keyAt } of map.entries) {
    const isFine = OF_INCLUDES.has(key) || key.startsWith('with_') || (key === 'listen' && level === 'handler')
    if (isFine || !KEYWORDS[level].has(key)) continue
    const hint = KEYWORDS.block.has(key)
      ? `Give it to the tasks: write '${key}' below 'apply:'`
      : 'Give it to the tasks'
    const message = `'${key}' is not a valid attribute for a ${name}`
    reading.problem(message, keyAt, hint, { message, at: map.at })
  }
}
