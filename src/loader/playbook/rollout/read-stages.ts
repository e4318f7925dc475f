import type { StageSize } from '../../../model/rollout.ts'
import { describeNode, entryOf, type YamlEntry, type YamlNode } from '../../yaml/yaml-node.ts'
import { type Fields, isTemplate, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

const DEFAULT: readonly StageSize[] = [
  { kind: 'count', hosts: 1 },
  { kind: 'percent', percent: 10 },
  { kind: 'percent', percent: 100 },
]

const HINT = "Write counts, percentages and patterns, such as [1, 10%, 100%] or [{pattern: 'canary'}, 50%, 100%]"

/** `stages`: how far the rollout is after each of them. The last one has to take every host. */
export function readStages(reading: Reading, fields: Fields): readonly StageSize[] {
  const entry = fields.entry('stages')
  if (entry === undefined) return DEFAULT
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  const read = nodes.map((node) => ({ node, size: readStage(reading, node) }))
  const sizes = read.flatMap(({ size }) => (size === undefined ? [] : [size]))
  if (sizes.length < read.length) return sizes
  refuseShrinking(reading, read)
  refuseOpenEnd(reading, entry, sizes)
  return sizes
}

function readStage(reading: Reading, node: YamlNode): StageSize | undefined {
  const pattern = node.kind === 'map' && node.entries.length === 1 ? entryOf(node, 'pattern') : undefined
  const name = pattern === undefined ? undefined : textOf(pattern.value)?.trim()
  if (name !== undefined && name !== '' && !isTemplate(name)) return { kind: 'pattern', pattern: name }
  const text = textOf(node)?.trim() ?? ''
  if (/^[1-9]\d*$/.test(text)) return { kind: 'count', hosts: Number(text) }
  const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1])
  if (percent > 0 && percent <= 100) return { kind: 'percent', percent }
  const found = text === '' ? describeNode(node) : `'${text}'`
  reading.problem(
    `rollout: stages: expected a number of hosts, a percentage or a pattern, found ${found}`,
    node.at,
    HINT,
  )
  return undefined
}

/** Counts grow, and percentages do: each says how many are done in all. */
function refuseShrinking(
  reading: Reading,
  read: readonly { readonly node: YamlNode; readonly size: StageSize | undefined }[],
): void {
  const reached = { count: 0, percent: 0 }
  for (const { node, size } of read) {
    if (size === undefined || size.kind === 'pattern') continue
    const amount = size.kind === 'count' ? size.hosts : size.percent
    if (amount > reached[size.kind]) reached[size.kind] = amount
    else {
      const message = `rollout: stages: ${textOf(node) ?? ''} is no more than the stages before it have done`
      reading.problem(message, node.at, 'Each says how many hosts of the play are done after it, not how many it adds')
    }
  }
}

function refuseOpenEnd(reading: Reading, { value }: YamlEntry, sizes: readonly StageSize[]): void {
  const last = sizes.at(-1)
  if (last?.kind === 'percent' && last.percent === 100) return
  const hint = 'End it with 100%. To do a part of the fleet, name that part in hosts or with --limit'
  reading.problem('rollout: stages: hosts may be left that are in no stage', value.at, hint)
}
