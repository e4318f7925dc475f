import { didYouMean } from '../../../base/nearest-name.ts'
import { OUTSIDE_WINDOWS } from '../../../model/maintenance-window.ts'
import { ON_FAILURE, ON_INCONCLUSIVE, type Rollout } from '../../../model/rollout.ts'
import { describeNode, entryOf, type YamlEntry, type YamlMap } from '../../yaml/yaml-node.ts'
import { Fields } from '../fields.ts'
import type { Reading } from '../reading.ts'
import { readApproveAfter } from './read-approve-after.ts'
import { readBudget } from './read-budget.ts'
import { readGates } from './read-gates.ts'
import { readStages } from './read-stages.ts'
import { readTime } from './read-time.ts'
import { readWindows } from './read-windows.ts'

const KEYS = [
  ...['stages', 'spread_by', 'soak', 'gates', 'failure_budget', 'on_failure', 'on_inconclusive'],
  ...['approve_after', 'approval_timeout', 'windows', 'outside_windows'],
]

/** Keywords of a play that count hosts in another way. */
const EXCLUDED = { serial: 'stages', max_fail_percentage: 'failure_budget' } as const

/** `rollout` of a play. Undefined where there is none, or where something in it is wrong. */
export function readRollout(reading: Reading, play: YamlMap): Rollout | undefined {
  const entry = new Fields(reading, play).entry('rollout')
  if (entry === undefined) return undefined
  refuseBoth(reading, play)
  if (entry.value.kind === 'map') return readTerms(reading, entry.value, entry)
  const message = `rollout: expected a map, found ${describeNode(entry.value)}`
  reading.problem(message, entry.value.at, 'Write its keys below it, such as stages: [1, 10%, 100%]')
  return undefined
}

function refuseBoth(reading: Reading, play: YamlMap): void {
  for (const [keyword, instead] of Object.entries(EXCLUDED)) {
    const entry = entryOf(play, keyword)
    if (entry === undefined) continue
    const message = `a play has '${keyword}' or 'rollout', not both`
    reading.problem(message, entry.keyAt, `Take it out: '${instead}' of the rollout says so`)
  }
}

function readTerms(reading: Reading, map: YamlMap, { keyAt }: YamlEntry): Rollout {
  for (const { key, keyAt: at } of map.entries) {
    if (KEYS.includes(key)) continue
    reading.problem(`rollout: unknown key '${key}'${didYouMean(key, KEYS)}`, at, `It has the keys ${KEYS.join(', ')}`)
  }
  const fields = new Fields(reading, map)
  const stages = readStages(reading, fields)
  const approvalTimeoutMs = readTime(reading, fields, 'approval_timeout')
  return {
    stages,
    spreadBy: fields.texts('spread_by') ?? [],
    soakMs: readTime(reading, fields, 'soak') ?? 0,
    gates: readGates(reading, fields),
    failureBudget: readBudget(reading, fields),
    onFailure: oneOf(reading, fields, 'on_failure', ON_FAILURE) ?? 'rollback_all',
    onInconclusive: oneOf(reading, fields, 'on_inconclusive', ON_INCONCLUSIVE) ?? 'hold',
    approveAfter: readApproveAfter(reading, fields, stages.length),
    ...(approvalTimeoutMs === undefined ? {} : { approvalTimeoutMs }),
    windows: readWindows(reading, fields),
    outsideWindows: oneOf(reading, fields, 'outside_windows', OUTSIDE_WINDOWS) ?? 'wait',
    at: keyAt,
  }
}

function oneOf<T extends string>(
  reading: Reading,
  fields: Fields,
  keyword: string,
  known: readonly T[],
): T | undefined {
  const entry = fields.entry(keyword)
  const text = fields.text(keyword)
  const found = known.find((each) => each === text)
  if (entry === undefined || text === undefined || found !== undefined) return found
  const message = `rollout: there is no ${keyword} '${text}'${didYouMean(text, known)}`
  reading.problem(message, entry.value.at, `Use one of ${known.join(', ')}`)
  return undefined
}
