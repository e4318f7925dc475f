import { isAbsolute, join } from 'node:path'
import { parse, type Line } from 'ssh-config'
import { readFile } from '../../../base/files-at-once.ts'
import { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { configUnreadable, includeLoops } from './errors.ts'
import { filesOf } from './files-of.ts'
import type { SshEnvironment } from './ssh-environment.ts'

/** A file of ssh_config taken apart, Include resolved in place: what it includes is under its own condition as well. */
export type ConfigItem =
  | { readonly kind: 'set'; readonly keyword: string; readonly values: readonly string[]; readonly at: string }
  | { readonly kind: 'block'; readonly condition: Condition | undefined; readonly items: readonly ConfigItem[] }

export interface Condition {
  readonly kind: 'host' | 'match'
  /** Patterns of Host, or the words of Match. */
  readonly words: readonly string[]
  readonly at: string
}

const MAX_DEPTH = 16

/** Most of the system's file. The parser looks at each letter. */
const COMMENTS = /^[ \t]*#.*$/gm

/** Reads a configuration file. One that is not `required` may be absent. */
export async function readSshConfig(
  file: string,
  environment: SshEnvironment,
  required: boolean,
): Promise<Result<readonly ConfigItem[], LongshoreError>> {
  try {
    const relativeTo = file === environment.systemConfigFile ? '/etc/ssh' : join(environment.home, '.ssh')
    return ok(await readItems(file, { relativeTo, home: environment.home, depth: 0, required }))
  } catch (error) {
    return err(error instanceof LongshoreError ? error : configUnreadable(file, error))
  }
}

interface Reading {
  readonly relativeTo: string
  readonly home: string
  readonly depth: number
  readonly required: boolean
}

async function readItems(file: string, reading: Reading): Promise<readonly ConfigItem[]> {
  if (reading.depth > MAX_DEPTH) throw includeLoops(file)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (
      !reading.required &&
      typeof error === 'object' &&
      error !== null &&
      'code' in error &&
      error.code === 'ENOENT'
    ) {
      return []
    }
    throw configUnreadable(file, error)
  }
  return itemsOf(parse(text.replace(COMMENTS, '')), file, text, reading)
}

async function itemsOf(
  lines: readonly Line[],
  file: string,
  text: string,
  reading: Reading,
): Promise<readonly ConfigItem[]> {
  const items: ConfigItem[] = []
  for (const line of lines) {
    if (!('param' in line)) continue
    const keyword = line.param.toLowerCase()
    const values = wordsOf(line.value)
    const at = `${file}:${lineOf(text, line.param, values[0] ?? '')}`
    if ('config' in line && (keyword === 'host' || keyword === 'match')) {
      items.push({
        kind: 'block',
        condition: { kind: keyword, words: values, at },
        items: await itemsOf(line.config, file, text, reading),
      })
    } else if (keyword === 'include') {
      for (const pattern of values) items.push(...(await included(pattern, reading)))
    } else items.push({ kind: 'set', keyword, values, at })
  }
  return items
}

async function included(pattern: string, reading: Reading): Promise<readonly ConfigItem[]> {
  const expanded = pattern.replace(/^~(?=\/)/, reading.home)
  const items: ConfigItem[] = []
  for (const file of await filesOf(isAbsolute(expanded) ? expanded : join(reading.relativeTo, expanded))) {
    const inside = await readItems(file, { ...reading, depth: reading.depth + 1, required: true })
    items.push({ kind: 'block', condition: undefined, items: inside })
  }
  return items
}

function wordsOf(value: string | readonly { readonly val: string }[]): readonly string[] {
  return typeof value === 'string' ? [value] : value.map((word) => word.val)
}

/** The parser keeps no positions: the first line with that keyword and value. */
function lineOf(text: string, keyword: string, value: string): number {
  const found = text.split('\n').findIndex((line) => {
    const trimmed = line.trim().toLowerCase()
    return trimmed.startsWith(keyword.toLowerCase()) && trimmed.includes(value.toLowerCase())
  })
  return found + 1
}
