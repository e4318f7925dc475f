import type { Diff } from '../../model/plan.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { TaskResult } from '../../model/task-result.ts'
import { maskCredentials } from '../../text-edit/mask-credentials.ts'

/** The event as every sink may have it: no known secret in a text, and no credential in a diff. */
export function maskEvent(event: RunEvent, mask: Mask): RunEvent {
  const safe =
    event.type === 'task-finished' ? { ...event, result: withSafeDiffs(event.result) } : withSafeFiles(event, mask)
  return masked(safe, '', mask) as RunEvent
}

type Mask = (text: string) => string

/** A checksum of a text that is not told in full would tell whether a guess at the rest is right. */
function withSafeFiles(event: RunEvent, mask: Mask): RunEvent {
  if (event.type !== 'files-changed') return event
  const safeSum = (sum: string | undefined, text: string | undefined) =>
    text === undefined || mask(maskCredentials(text)) === text ? sum : 'withheld'
  const files = event.files.map(({ path, before, after, diff }) => ({
    path,
    ...(before === undefined ? {} : { before: safeSum(before, diff?.before) }),
    ...(after === undefined ? {} : { after: safeSum(after, diff?.after) }),
    ...(diff === undefined ? {} : { diff: safeDiff(diff) }),
  }))
  return { ...event, files: files as typeof event.files }
}

/** A credential that changes is two texts that look the same: it is told of. */
function withSafeDiffs(result: TaskResult): TaskResult {
  const { diff, items } = result
  if (diff === undefined && items === undefined) return result
  const safe = diff?.map(safeDiff)
  const notes = (diff ?? []).flatMap((each, index) => hiddenChange(each, safe?.[index]))
  return {
    ...result,
    ...(safe === undefined ? {} : { diff: safe }),
    ...(notes.length === 0 ? {} : { notes: [...(result.notes ?? []), ...notes] }),
    ...(items === undefined ? {} : { items: items.map((item) => ({ ...item, result: withSafeDiffs(item.result) })) }),
  }
}

function safeDiff({ path, before, after, source, fields }: Diff): Diff {
  return {
    path,
    ...(source !== undefined && { source }),
    ...(fields !== undefined && { fields }),
    before: before === undefined ? undefined : maskCredentials(before),
    after: after === undefined ? undefined : maskCredentials(after),
  }
}

function hiddenChange({ path, before, after }: Diff, safe: Diff | undefined): readonly string[] {
  const isHidden = before !== after && safe?.before === safe?.after
  return isHidden ? [`what changes in ${path} is a credential, and is not shown`] : []
}

/** Fields that programs go by; in what a module returned they are names like any other. */
const STRUCTURE: ReadonlySet<string> = new Set([
  ...['type', 'host', 'hosts', 'run', 'status', 'code', 'id', 'kind', 'module', 'verdict', 'outcome', 'rollback'],
])

function masked(value: unknown, key: string, mask: Mask, isData = false): unknown {
  if (typeof value === 'string') return !isData && STRUCTURE.has(key) ? value : mask(value)
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, key, mask, isData))
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  const isDataBelow = isData || key === 'values'
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      isDataBelow ? mask(name) : name,
      masked(each, name, mask, isDataBelow),
    ]),
  )
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
