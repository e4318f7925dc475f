import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { Loop } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { Fields, isEmpty } from './fields.ts'
import { isLoopKeyword, withoutCollection } from './keyword-levels.ts'
import { present } from './present.ts'
import type { Reading } from './reading.ts'

const LOOP_CONTROL = ['loop_var', 'index_var', 'label', 'pause', 'extended', 'extended_allitems']

/** The lookups of ansible-core; those of `community.general` that loops once had are known by their short names, too. */
const LOOKUPS: readonly string[] = [
  ...['items', 'list', 'dict', 'nested', 'together', 'subelements', 'sequence', 'indexed_items', 'random_choice'],
  ...['file', 'fileglob', 'first_found', 'lines', 'pipe', 'template', 'unvault', 'csvfile', 'ini', 'password', 'url'],
  ...['env', 'vars', 'varnames', 'config', 'inventory_hostnames', 'flattened'],
]

const SHORT_NAMES: Readonly<Record<string, string>> = {
  cartesian: 'nested',
  'community.general.cartesian': 'nested',
  'community.general.flattened': 'flattened',
}

/** `loop` or `with_NAME`, with `loop_control`, which means nothing without one of them (Ansible). */
export function readLoop(reading: Reading, task: YamlMap): Loop | undefined {
  const fields = new Fields(reading, task)
  const [first, second] = task.entries.filter((entry) => isLoopKeyword(entry.key))
  const settings = readControl(reading, fields.entry('loop_control'))
  if (first !== undefined && second !== undefined) {
    const message = `duplicate loop in task: it has both '${first.key}' and '${second.key}'`
    const name = (first.key === 'loop' ? second : first).key.replace(/^with_/, '')
    const ansible = { message: `duplicate loop in task: ${name}`, at: task.at, exitCode: 1 } as const
    reading.problem(message, second.keyAt, 'Keep one of the two', ansible)
    return undefined
  }
  if (first === undefined || (first.key === 'loop' && isEmpty(first.value))) return undefined
  return { ...readItems(reading, first, task.at), loopVar: 'item', ...settings }
}

/** A list, a template that gives one, or for `with_NAME` the terms of the lookup NAME in any form. */
function readItems(
  reading: Reading,
  { key, keyAt, value }: YamlEntry,
  at: SourcePosition,
): Pick<Loop, 'items' | 'lookup'> {
  checkTemplates(reading, value)
  const items = toNative(value)
  if (key === 'loop') return { items }
  const name = withoutCollection(key.slice('with_'.length))
  const lookup = SHORT_NAMES[name] ?? name
  if (!LOOKUPS.includes(lookup)) {
    const message = `'${key}' is not a valid attribute for a Task`
    const why = `there is no lookup '${lookup}'${didYouMean(lookup, LOOKUPS)}`
    reading.problem(`${message}: ${why}`, keyAt, "Write 'loop:' with a list", { message, at })
  }
  return { items, lookup }
}

function readControl(reading: Reading, control: YamlEntry | undefined): Partial<Loop> {
  if (control === undefined) return {}
  if (control.value.kind !== 'map') {
    reading.problem(
      `loop_control: expected a map, found ${describeNode(control.value)}`,
      control.value.at,
      "Write 'loop_var: name' below it",
    )
    return {}
  }
  for (const { key, keyAt } of control.value.entries) {
    if (LOOP_CONTROL.includes(key)) continue
    reading.problem(`'${key}' is not a keyword of loop_control`, keyAt, `It takes ${LOOP_CONTROL.join(', ')}`, {
      message: `'${key}' is not a valid attribute for a LoopControl`,
      at: control.value.at,
    })
  }
  const fields = new Fields(reading, control.value)
  const label = fields.entry('label')?.value
  if (label !== undefined) checkTemplates(reading, label)
  return present({
    loopVar: fields.variableName('loop_var'),
    indexVar: fields.variableName('index_var'),
    label: label === undefined ? undefined : toNative(label),
    pause: fields.number('pause', 'number'),
    extended: fields.flag('extended'),
    extendedAllItems: fields.flag('extended_allitems'),
  })
}
