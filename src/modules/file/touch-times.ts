import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { FileArgs } from './args.ts'
import { timeUnreadable } from './errors.ts'

/** What becomes of a time: it stays, it is now, or `CCYYMMDDhhmm.SS` of the host's clock. */
export type TouchTime = 'preserve' | 'now' | { readonly stamp: string }

export interface TouchTimes {
  readonly access: TouchTime
  readonly modification: TouchTime
}

/** Times default to now for `touch`, and stay with every other state (Ansible's file: get_timestamp_for_time). */
export function touchTimes(args: FileArgs): Result<TouchTimes, LongshoreError> {
  const fallback = args.state === 'touch' ? 'now' : 'preserve'
  const access = timeOf(args.access_time ?? fallback, args.access_time_format)
  if (!access.ok) return access
  const modification = timeOf(args.modification_time ?? fallback, args.modification_time_format)
  return modification.ok ? ok({ access: access.value, modification: modification.value }) : modification
}

function timeOf(value: string, format: string): Result<TouchTime, LongshoreError> {
  if (value === 'now' || value === 'preserve') return ok(value)
  const stamp = stampOf(value, format)
  return stamp === undefined ? err(timeUnreadable(value, format)) : ok({ stamp })
}

const FIELDS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d\\d)',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  j: '(?<j>\\d{1,3})',
  '%': '%',
}

/** `CCYYMMDDhhmm.SS` of a text, by the numeric directives of strptime(3); undefined where it does not match. */
function stampOf(value: string, format: string): string | undefined {
  const pattern = format.replaceAll(/%(.)|[.*+?^${}()|[\]\\]/g, (all, directive: string | undefined) =>
    directive === undefined ? `\\${all}` : (FIELDS[directive] ?? '(?!)'),
  )
  const found = new RegExp(`^${pattern}$`).exec(value)?.groups
  if (found === undefined) return undefined
  const number = (name: string, fallback: number) => Number(found[name] ?? fallback)
  const short = number('y', 0)
  const year = found['y'] === undefined ? number('Y', 1900) : short + (short < 69 ? 2000 : 1900)
  const [month, day] = found['j'] === undefined ? [number('m', 1), number('d', 1)] : [1, number('j', 1)]
  const date = new Date(Date.UTC(year, month - 1, day, number('H', 0), number('M', 0), number('S', 0)))
  if (found['j'] === undefined && (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)) return undefined
  const [, digits = '', seconds = ''] = /^(\d{12})(\d\d)/.exec(date.toISOString().replaceAll(/[-:T]/g, '')) ?? []
  return `${digits}.${seconds}`
}
