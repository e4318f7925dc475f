import { didYouMean } from '../../base/nearest-name.ts'
import { formatPosition, type SourcePosition } from '../../base/source-position.ts'
import { isAbsentModule } from '../../model/absent-modules.ts'
import type { Vars } from '../../model/vars.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import { describeNode, entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { argsOf, type WrittenArgs } from './module-args.ts'
import { isKeyword, isNotYet, KEYWORDS, levelsOf, withoutCollection, type Level } from './keyword-levels.ts'
import type { Reading } from './reading.ts'
import { resolveModule } from './collections/resolve-module.ts'
import { checkArgs } from './check-args.ts'
import { NOT_YET_HINT, unknownKeyword } from './unknown-keyword.ts'

const ACTIONS = ['action', 'local_action']

const SEE_MODULES = 'See: longshore modules list'

export interface ModuleCall {
  readonly module: string
  /** The name in the playbook where it is another: `ansible.builtin.debug`. */
  readonly writtenAs?: string
  readonly args: Vars
  /** `local_action` is an `action` on the controller. */
  readonly delegateTo?: 'localhost'
}

/** Finds the one module of a task and its arguments: as a key, or behind `action:` or `local_action:`. */
export function readModuleCall(reading: Reading, task: YamlMap, level: Level): ModuleCall | undefined {
  const others = task.entries.filter((entry) => !isKeyword(entry.key, level))
  const named = others.filter(({ key }) => resolveModule(reading, key) !== undefined || failsWhenRun(reading, key))
  const strangers = others.filter((entry) => !named.includes(entry))
  const actions = task.entries.filter((entry) => ACTIONS.includes(entry.key))
  const calls = [...named, ...actions]
  const [first, second] = calls
  if (first === undefined) {
    if (reading.checks.modulesWhenRun === true && strangers[0] !== undefined)
      return { module: strangers[0].key, args: {} }
    reportNoModule(reading, task, strangers, level)
    return undefined
  }
  const conflict = conflictOf(others)
  for (const entry of strangers) unknownKeyword(reading, entry, level, task.at, first.key, conflict)
  if (second !== undefined) {
    const message = `conflicting action statements: ${first.key}, ${second.key}`
    reading.problem(message, second.keyAt, 'Make two tasks of it', { message, at: task.at })
    return undefined
  }
  if (!ACTIONS.includes(first.key)) return readCall(reading, task, first.key, first.value, first.keyAt)
  const call = readAction(reading, task, first)
  return call !== undefined && first.key === 'local_action' ? { ...call, delegateTo: 'localhost' } : call
}

function readAction(reading: Reading, task: YamlMap, action: YamlEntry): ModuleCall | undefined {
  const { value, keyAt } = action
  if (value.kind === 'map') {
    const name = entryOf(value, 'module')
    if (name?.value.kind === 'scalar' && typeof name.value.value === 'string') {
      const args: YamlMap = { ...value, entries: value.entries.filter((entry) => entry !== name) }
      return readCall(reading, task, name.value.value, args, name.value.at)
    }
  }
  if (value.kind === 'scalar' && typeof value.value === 'string') {
    const [, name = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(value.value.trim()) ?? []
    return readCall(reading, task, name, { ...value, value: rest === '' ? null : rest }, value.at)
  }
  reading.problem(
    `${action.key}: expected a module with its arguments, found ${describeNode(value)}`,
    keyAt,
    "Write 'module: arguments' instead",
  )
  return undefined
}

function readCall(
  reading: Reading,
  task: YamlMap,
  name: string,
  value: YamlNode,
  at: SourcePosition,
): ModuleCall | undefined {
  const found = resolveModule(reading, name, at)
  if (found === undefined && failsWhenRun(reading, name)) {
    warnOfAbsent(reading, name, at)
    return { module: withoutCollection(name), writtenAs: name, args: {} }
  }
  if (found === undefined && isBehindAction(reading, task)) return { module: name, args: {} }
  if (found === undefined) {
    reportUnknownModule(reading, name, at, task.at)
    return undefined
  }
  const { module } = found
  const written = argsOf(reading, module, { value, keyAt: at, taskAt: task.at }, entryOf(task, 'args'))
  if (written === undefined) return undefined
  checkArgs(reading, module, written, at, task.at)
  const writtenAs = name === found.name ? {} : { writtenAs: name }
  return { module: found.name, ...writtenAs, args: nativeArgs(written) }
}

function nativeArgs(written: WrittenArgs): Vars {
  return Object.fromEntries([...written].map(([name, arg]) => [name, arg.value]))
}

/** Playbooks choose between modules by facts: one that only ansible-core has fails the hosts that reach it, and no others. */
function failsWhenRun(reading: Reading, name: string): boolean {
  return reading.checks.argsWhenRun === true && isAbsentModule(withoutCollection(name))
}

/** ansible-core looks for a module that `action` names when its task runs, which fails where it is not there. */
function isBehindAction({ checks }: Reading, task: YamlMap): boolean {
  return checks.argsWhenRun === true && ACTIONS.some((action) => entryOf(task, action) !== undefined)
}

function warnOfAbsent(reading: Reading, name: string, at: SourcePosition): void {
  reading.checks.warn?.(
    `${formatPosition(at)}: the module ${name} is not supported: the hosts that come to this task fail`,
  )
}

function reportNoModule(reading: Reading, task: YamlMap, strangers: readonly YamlEntry[], level: Level): void {
  const [only, ...more] = strangers
  if (only === undefined) {
    reading.problem('no module/action detected in task', task.at, "Say what it does, as in 'command: uptime'", {
      message: 'no module/action detected in task.',
      at: task.at,
    })
  } else if (more.length === 0 && !isElsewhere(only.key)) {
    reportUnknownModule(reading, only.key, only.keyAt, task.at)
  } else {
    const conflict = conflictOf(strangers)
    for (const entry of strangers) reportStranger(reading, entry, level, task.at, conflict)
  }
}

function reportStranger(reading: Reading, entry: YamlEntry, level: Level, at: SourcePosition, conflict: string): void {
  if (isElsewhere(entry.key)) {
    unknownKeyword(reading, entry, level, at)
    return
  }
  const known = [...reading.modules.keys(), ...KEYWORDS[level]]
  const message = `'${entry.key}' is neither a module nor a keyword of a ${level}${didYouMean(entry.key, known)}`
  reading.problem(message, entry.keyAt, SEE_MODULES, { message: conflict, at })
}

/**
 * What ansible-core says of keys that are no keywords, in their order: it takes each for an action, of which there may be one.
 */
function conflictOf(entries: readonly YamlEntry[]): string {
  const [first, second] = entries
  if (first === undefined) return 'no module/action detected in task.'
  const { value } = first
  const isUsable =
    value.kind === 'map' || (value.kind === 'scalar' && (value.value === null || typeof value.value === 'string'))
  if (!isUsable) return `unexpected parameter type in action: ${ansibleClass(value)}`
  return `conflicting action statements: ${[first, second].flatMap((each) => each?.key ?? []).join(', ')}`
}

/** A word that means something, though not here or not yet. */
function isElsewhere(key: string): boolean {
  return isNotYet(key) || levelsOf(key).length > 0
}

function reportUnknownModule(reading: Reading, name: string, at: SourcePosition, taskAt: SourcePosition): void {
  if (isNotYet(name)) {
    reading.problem(`'${name}' is not supported yet`, at, NOT_YET_HINT)
    return
  }
  const problems = reading.problems.length
  resolveModule(reading, name, at)
  if (reading.problems.length > problems) return
  const known = [...reading.modules.keys(), ...KEYWORDS.task]
  reading.problem(
    `couldn't resolve module/action '${name}'${didYouMean(withoutCollection(name), known)}`,
    at,
    SEE_MODULES,
    {
      message: `couldn't resolve module/action '${name}'. This often indicates a misspelling, missing collection, or incorrect module path.`,
      at: taskAt,
    },
  )
}
