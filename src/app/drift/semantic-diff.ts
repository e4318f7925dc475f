import { isDeepStrictEqual } from 'node:util'
import type { Diff } from '../../model/plan.ts'
import { readToml } from '../../text-edit/read-toml.ts'
import { parseStrictJson } from '../../text-edit/strict-json.ts'

export interface KeyDifference {
  /** Absent: the file as a whole, which is no JSON and no TOML, or is not there. */
  readonly key?: string
  readonly file?: unknown
  readonly desired?: unknown
}

/** The keys in which a file differs from what is desired, without order and layout where those mean nothing. */
export function semanticDiff({ path, before, after }: Diff): readonly KeyDifference[] {
  const file = valuesOf(path, before ?? '')
  const desired = valuesOf(path, after ?? '')
  if (file === undefined || desired === undefined || after === undefined) {
    return before === after ? [] : [present({ file: before, desired: after })]
  }
  const keys = [...new Set([...Object.keys(file), ...Object.keys(desired)])]
  return keys
    .filter((key) => !isDeepStrictEqual(file[key], desired[key]))
    .map((key) => ({ key, ...present({ file: file[key], desired: desired[key] }) }))
}

type Values = Readonly<Record<string, unknown>>

/** Keys of daemon.json as they are; those of TOML by the whole path to each value. */
function valuesOf(path: string, text: string): Values | undefined {
  if (path.endsWith('.json')) {
    const json = text.trim() === '' ? {} : parseJson(text)
    return json
  }
  if (!path.endsWith('.toml')) return undefined
  const toml = readToml(text)
  return toml.ok ? leavesOf(toml.value) : undefined
}

function parseJson(text: string): Values | undefined {
  const parsed = parseStrictJson(text)
  return parsed.ok ? parsed.value.value : undefined
}

function leavesOf(table: Values, prefix = ''): Values {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]) => {
      const path = `${prefix}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}`
      const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
      return isTable ? Object.entries(leavesOf(value as Values, `${path}.`)) : [[path, value]]
    }),
  )
}

function present({ file, desired }: KeyDifference): KeyDifference {
  return { ...(file === undefined ? {} : { file }), ...(desired === undefined ? {} : { desired }) }
}
