import type { Loop } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { Fields, isEmpty, isTemplate } from './fields.ts'
import { withoutCollection } from './keyword-levels.ts'
import { present } from './present.ts'
import type { Reading } from './reading.ts'

const LOOP_CONTROL = ['loop_var', 'index_var', 'label', 'pause', 'extended', 'extended_allitems']

/** Lookups that the engine does by itself. */
const LIST_LOOKUPS: ReadonlySet<string> = new Set(['items', 'list', 'flattened'])

/** `loop` or `with_NAME`, with `loop_control`. */
export function readLoop(reading: Reading, task: YamlMap): Loop | undefined {
  const fields = new Fields(reading, task)
  const [first, second] = task.entries.filter((entry) => entry.key === 'loop' || entry.key.startsWith('with_'))
  const control = fields.entry('loop_control')
  if (first !== undefined && second !== undefined) {
    reading.problem(`the task has both '${first.key}' and '${second.key}'`, second.keyAt, 'Keep one of the two')
    return undefined
  }
  const settings = readControl(reading, control)
  if (first !== undefined) {
    if (first.key !== 'loop') return { ...readTerms(reading, first), loopVar: 'item', ...settings }
    const items = isEmpty(first.value) ? undefined : plainItems(reading, first)
    return items === undefined ? undefined : { items, loopVar: 'item', ...settings }
  }
  if (control !== undefined) {
    reading.problem("'loop_control' stands without a loop", control.keyAt, "Add 'loop:', or remove it")
  }
  return undefined
}

function plainItems(reading: Reading, { value }: YamlEntry): unknown {
  checkTemplates(reading, value)
  if (value.kind === 'list') return toNative(value)
  if (value.kind === 'scalar' && typeof value.value === 'string' && isTemplate(value.value)) return value.value
  const hint =
    value.kind === 'map' ? 'To go over a map: "{{ name | dict2items }}"' : 'Write a list, or a template that gives one'
  reading.problem(`loop: expected a list, found ${describeNode(value)}`, value.at, hint)
  return undefined
}

/** `with_NAME`: the terms of the lookup NAME, in any form. */
function readTerms(reading: Reading, { key, keyAt, value }: YamlEntry): Pick<Loop, 'items' | 'lookup'> {
  const lookup = withoutCollection(key.slice('with_'.length))
  checkTemplates(reading, value)
  const error = LIST_LOOKUPS.has(lookup) ? undefined : reading.checks.checkExpression?.(`query('${lookup}')`)
  if (error !== undefined) reading.problem(`${key}: ${error.message}`, keyAt, "Write 'loop:' with a list")
  return { items: toNative(value), lookup }
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
    reading.problem(`'${key}' is not a keyword of loop_control`, keyAt, `It takes ${LOOP_CONTROL.join(', ')}`)
  }
  const fields = new Fields(reading, control.value)
  const extended = fields.flag('extended')
  const allItems = fields.flag('extended_allitems')
  return present({
    ...present({ loopVar: fields.variableName('loop_var') }),
    indexVar: fields.variableName('index_var'),
    label: fields.text('label'),
    pause: fields.number('pause', 'number'),
    extended: typeof extended === 'boolean' ? extended : undefined,
    extendedAllItems: typeof allItems === 'boolean' ? allItems : undefined,
  })
}
