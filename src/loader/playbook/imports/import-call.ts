import type { SourcePosition } from '../../../base/source-position.ts'
import type { Vars } from '../../../model/vars.ts'
import { entryOf, type YamlEntry, type YamlMap } from '../../yaml/yaml-node.ts'
import { didYouMean } from '../../../base/nearest-name.ts'
import { isKeyword, isLoopKeyword, withoutCollection, type Level } from '../keyword-levels.ts'
import { argsOf } from '../module-args.ts'
import type { Reading } from '../reading.ts'
import { unknownKeyword } from '../unknown-keyword.ts'

const FACES = {
  import_tasks: { name: 'import_tasks', freeForm: true, argNames: ['file'] },
  import_role: {
    name: 'import_role',
    freeForm: false,
    argNames: [
      ...['name', 'role', 'tasks_from', 'vars_from', 'defaults_from', 'handlers_from', 'allow_duplicates'],
      ...['rolespec_validate', 'public'],
    ],
  },
} as const

const CLASSES = { import_tasks: 'TaskInclude', import_role: 'IncludeRole' } as const

export type ImportName = keyof typeof FACES

/** What a task has and an import has not: it is no task any more when the play runs. */
const OF_TASKS_ALONE = ['loop', 'loop_control', 'until', 'retries', 'register', 'changed_when', 'failed_when']

export function importIn(task: YamlMap): { readonly name: ImportName; readonly entry: YamlEntry } | undefined {
  for (const entry of task.entries) {
    const name = withoutCollection(entry.key)
    if (name === 'import_tasks' || name === 'import_role') return { name, entry }
  }
  return undefined
}

/** The arguments of an import, its keywords checked. Undefined where they are in no form that Ansible takes. */
export function importArgs(reading: Reading, name: ImportName, entry: YamlEntry, task: YamlMap, level: Level) {
  for (const other of task.entries) if (other !== entry) checkKeyword(reading, name, other, level, task.at)
  const face = FACES[name]
  const written = argsOf(
    reading,
    face,
    { value: entry.value, keyAt: entry.keyAt, taskAt: task.at },
    entryOf(task, 'args'),
  )
  if (written === undefined) return undefined
  const known: readonly string[] = [...face.argNames, ...(face.freeForm ? ['_raw_params'] : [])]
  const unknown = [...written].filter(([argument]) => !known.includes(argument))
  for (const [argument, { at }] of unknown) {
    const message = `Invalid options for ${name}: ${argument}${didYouMean(argument, face.argNames)}`
    const ansible = { message: `Invalid options for ${name}: ${argument}`, at: task.at }
    reading.problem(message, at, `It takes ${face.argNames.join(', ')}`, ansible)
  }
  return unknown.length > 0 ? undefined : nativeArgs(written)
}

function nativeArgs(written: ReadonlyMap<string, { readonly value: unknown }>): Vars {
  return Object.fromEntries([...written].map(([name, arg]) => [name, arg.value]))
}

function checkKeyword(reading: Reading, name: ImportName, entry: YamlEntry, level: Level, at: SourcePosition): void {
  if (OF_TASKS_ALONE.includes(entry.key) || entry.key.startsWith('with_')) {
    const dynamic = name.replace('import', 'include')
    const isLoop = isLoopKeyword(entry.key)
    const message = isLoop ? `You cannot use loops on '${name}' statements` : `${name} takes no '${entry.key}'`
    const loop = `You cannot use loops on '${name}' statements. You should use '${dynamic}' instead.`
    const ansible = { message: isLoop ? loop : `'${entry.key}' is not a valid attribute for a ${CLASSES[name]}`, at }
    reading.problem(message, entry.keyAt, `It is read before the run: use ${dynamic} instead`, ansible)
  } else if (!isKeyword(entry.key, level)) unknownKeyword(reading, entry, level, at)
}
