import type { SourcePosition } from '../../base/source-position.ts'
import type { Module } from '../../model/module.ts'
import { VARIABLE_ARGS } from '../../model/variable-args.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import {
  describeNode,
  toNative,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/yaml-node.ts'
import { isEmpty, isTemplate } from './fields.ts'
import { keyValueArgs } from './key-value-args.ts'
import type { Reading } from './reading.ts'

export interface WrittenArg {
  readonly value: unknown
  /** Of its name; of the whole text where it is written as name=value. */
  readonly at: SourcePosition
  readonly node: YamlNode
}

export type WrittenArgs = ReadonlyMap<string, WrittenArg>

/** What has to be known of a module to read its arguments. */
type Face = Pick<Module, 'name' | 'freeForm' | 'argNames'>

/** Names that Ansible takes out of the text of a free-form module; all others belong to the command. */
const FREE_FORM_WORDS = [
  'creates',
  'removes',
  'chdir',
  'executable',
  'warn',
  'stdin',
  'stdin_add_newline',
  'strip_empty_ends',
]

/** Free-form modules whose text is no command: every name=value in it is an argument. */
const TAKES_ALL_WORDS: ReadonlySet<string> = new Set(['import_tasks', 'include_tasks', 'include_vars'])

const FREE_FORM =
  'add_host, command, group_by, import_role, import_tasks, include_role, include_tasks, include_vars, meta, raw, script, set_fact, shell'

interface Written {
  readonly value: YamlNode
  readonly keyAt: SourcePosition
  /** Where its task begins. */
  readonly taskAt: SourcePosition
}

/** The arguments of a module in any form that Ansible takes, with `args:` below them. Undefined: it is in none. */
export function argsOf(
  reading: Reading,
  module: Face,
  written: Written,
  below: YamlEntry | undefined,
): WrittenArgs | undefined {
  const own = ownArgs(reading, module, written)
  const others = below === undefined || isEmpty(below.value) ? new Map<string, WrittenArg>() : argsBelow(below.value)
  if (others === undefined) {
    const found = below === undefined ? '' : describeNode(below.value)
    reading.problem(
      `args: expected arguments, each as 'name: value', found ${found}`,
      below?.keyAt ?? written.keyAt,
      'Write a map',
    )
  }
  return own === undefined || others === undefined ? undefined : new Map([...others, ...own])
}

function ownArgs(reading: Reading, module: Face, { value, keyAt, taskAt }: Written): WrittenArgs | undefined {
  if (isEmpty(value)) return new Map()
  const args = mapArgs(value)
  if (args !== undefined) return args
  const isText = value.kind === 'scalar' && typeof value.value === 'string' && value.opaque === undefined
  if (isText) return textArgs(reading, module, value, value.value, taskAt)
  const message = `unexpected parameter type in action: ${ansibleClass(value)}`
  const hint = `See: longshore modules doc ${module.name}`
  reading.problem(`${message}: ${module.name} needs arguments`, keyAt, hint, { message, at: taskAt })
  return undefined
}

function textArgs(
  reading: Reading,
  module: Face,
  node: YamlScalar,
  text: string,
  taskAt: SourcePosition,
): WrittenArgs | undefined {
  const isCommand = module.freeForm && !TAKES_ALL_WORDS.has(module.name)
  const only = isCommand ? wordsOf(module) : undefined
  const parts = keyValueArgs(text.trim(), only)
  if (parts === undefined) {
    reading.problem(
      `${module.name}: failed at splitting arguments, either an unbalanced jinja2 block or quotes`,
      node.at,
      'Close it, or write the arguments as a map',
      {
        message: `failed at splitting arguments, either an unbalanced jinja2 block or quotes: ${text.trim()}`,
        at: taskAt,
      },
    )
    return undefined
  }
  const args = new Map<string, WrittenArg>()
  if (parts.rest !== '' && !module.freeForm) {
    if (!isTemplate(parts.rest)) {
      const message = `this task '${module.name}' has extra params, which is only allowed in the following modules: ${FREE_FORM}`
      const hint = 'Write name=value, or a map'
      reading.problem(`${module.name} does not take '${parts.rest}'`, node.at, hint, { message, at: taskAt })
      return undefined
    }
    args.set(VARIABLE_ARGS, { value: parts.rest, at: node.at, node: { ...node, value: parts.rest } })
  } else if (parts.rest !== '') {
    const value = isCommand && text.endsWith('\n') ? `${parts.rest}\n` : parts.rest
    args.set('_raw_params', { value, at: node.at, node: { ...node, value } })
  }
  for (const [name, value] of Object.entries(parts.args))
    args.set(name, { value, at: node.at, node: { ...node, value } })
  return args
}

/** `warn` is taken out though no module has it any more: `command` and `shell` refuse it, as Ansible does since 2.14. */
function wordsOf({ argNames }: Face): ReadonlySet<string> {
  const runs = argNames.includes('stdin')
  return new Set(FREE_FORM_WORDS.filter((word) => argNames.includes(word) || (runs && word === 'warn')))
}

/** Below `args:`, where a template may stand for all of them. */
function argsBelow(node: YamlNode): WrittenArgs | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !isTemplate(node.value)) return mapArgs(node)
  return new Map([[VARIABLE_ARGS, { value: node.value, at: node.at, node }]])
}

function mapArgs(node: YamlNode): WrittenArgs | undefined {
  if (node.kind !== 'map') return undefined
  return new Map(entriesOf(node))
}

function entriesOf(map: YamlMap): readonly (readonly [string, WrittenArg])[] {
  return map.entries.map(({ key, keyAt, value }) => [key, { value: toNative(value), at: keyAt, node: value }] as const)
}
