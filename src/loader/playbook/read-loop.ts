import type { Loop } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { Fields, isTemplate } from './fields.ts'
import { present } from './present.ts'
import type { Reading } from './reading.ts'

const LOOP_CONTROL = ['loop_var', 'index_var', 'label', 'pause', 'extended']

/** `loop` or `with_items`, with `loop_control`. */
export function readLoop(reading: Reading, task: YamlMap): Loop | undefined {
  const fields = new Fields(reading, task)
  const loop = fields.entry('loop')
  const withItems = fields.entry('with_items')
  const control = fields.entry('loop_control')
  if (loop !== undefined && withItems !== undefined) {
    reading.problem("the task has both 'loop' and 'with_items'", withItems.keyAt, 'Keep one of the two')
    return undefined
  }
  const items = loop === undefined ? withItems && flatItems(reading, withItems) : plainItems(reading, loop)
  const settings = readControl(reading, control)
  if (items !== undefined) return { items, loopVar: 'item', ...settings }
  if (control !== undefined && loop === undefined && withItems === undefined) {
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

/** `with_items` takes lists inside its list apart, one level deep; anything else counts as one item. */
function flatItems(reading: Reading, { value }: YamlEntry): unknown {
  checkTemplates(reading, value)
  const nodes = value.kind === 'list' ? value.items : [value]
  if (!nodes.some(isWholeTemplate))
    return nodes.flatMap((node) => (node.kind === 'list' ? (toNative(node) as unknown[]) : [toNative(node)]))
  const parts = nodes.map(expressionOf)
  if (parts.every((part) => part !== undefined)) {
    const levels = value.kind === 'list' ? 1 : 2
    return `{{ [${parts.join(', ')}] | flatten(levels=${levels}, skip_nulls=false) }}`
  }
  reading.problem('with_items: templates and other values are mixed here', value.at, "Write 'loop:' with one list")
  return undefined
}

function expressionOf(node: YamlNode): string | undefined {
  if (isWholeTemplate(node)) return `(${wholeTemplate(node) ?? ''})`
  const native = toNative(node)
  return JSON.stringify(native).includes('{{') ? undefined : pythonLiteral(native)
}

function pythonLiteral(native: unknown): string {
  if (native === null) return 'none'
  if (Array.isArray(native)) return `[${native.map(pythonLiteral).join(', ')}]`
  if (typeof native !== 'object') return JSON.stringify(native)
  return `{${Object.entries(native)
    .map(([key, value]) => `${JSON.stringify(key)}: ${pythonLiteral(value)}`)
    .join(', ')}}`
}

function isWholeTemplate(node: YamlNode): boolean {
  return wholeTemplate(node) !== undefined
}

function wholeTemplate(node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined
  return /^\{\{((?:(?!\{\{|\}\}).)*)\}\}$/s.exec(node.value.trim())?.[1]?.trim()
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
  return present({
    ...present({ loopVar: fields.variableName('loop_var') }),
    indexVar: fields.variableName('index_var'),
    label: fields.text('label'),
    pause: fields.number('pause', 'number'),
    extended: typeof extended === 'boolean' ? extended : undefined,
  })
}
