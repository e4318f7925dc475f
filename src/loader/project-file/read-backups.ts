import { dirname } from 'node:path'
import * as z from 'zod'
import { parseDuration } from '../../base/duration.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BackupSettings } from '../../model/backup-settings.ts'
import { describeNode, toNative, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { absolutePath } from './absolute-path.ts'
import { isAgeRecipient } from './is-age-recipient.ts'

const text = (what: string) => z.string({ error: `expected ${what}` }).min(1, { error: `expected ${what}` })
const count = () => {
  const error = 'expected a whole number from 0'
  return z.int({ error }).min(0, { error }).default(0)
}
const duration = () => {
  const error = 'expected a time such as 26h'
  return z.preprocess(
    (value) => (typeof value === 'number' || typeof value === 'string' ? parseDuration(String(value)) : value),
    z.number({ error }).positive({ error }),
  )
}

const SECTION = {
  store: text('a folder'),
  remote: text('what git push takes, such as git@backup.example:configs.git'),
  encrypt_to: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(
      z
        .string({ error: 'expected recipients of age' })
        .regex(/^age1[0-9a-z]+$/, { error: 'expected recipients of age, which look like age1...', abort: true })
        .refine(isAgeRecipient, {
          error: 'expected recipients of age, and this one is mistyped: its checksum is wrong',
        }),
    ),
  ),
  identity: text('a file of age-keygen'),
  max_age: duration(),
  retention: z.strictObject({ keep_last: count(), daily: count(), weekly: count(), monthly: count() }),
}

type Key = keyof typeof SECTION
const KEYS = Object.keys(SECTION) as readonly Key[]
const EXAMPLE = 'For example: backups: {store: backups, encrypt_to: [age1...]}'

/** `backups` of a longshore.yml: every problem of it, each with its place. Paths are relative to the file. */
export function readBackups(
  node: YamlNode,
  { path, home }: { readonly path: string; readonly home: string },
): Result<BackupSettings, readonly LongshoreError[]> {
  if (node.kind !== 'map') {
    return err([invalid(`backups: expected a map, found ${describeNode(node)}`, node.at, EXAMPLE)])
  }
  const problems: LongshoreError[] = []
  const values: { [K in Key]?: unknown } = {}
  for (const { key, keyAt, value } of node.entries) {
    if (!isKey(key)) {
      const message = `backups: unknown key '${key}'${didYouMean(key, KEYS)}`
      problems.push(invalid(message, keyAt, `Keys are: ${KEYS.join(', ')}`))
      continue
    }
    const parsed = SECTION[key].safeParse(toNative(value))
    if (parsed.success) values[key] = parsed.data
    else problems.push(...parsed.error.issues.map((issue) => problemIn(key, value, issue)))
  }
  if (problems.length > 0) return err(problems)
  const absolute = (given: string) => absolutePath(given, dirname(path), home)
  return ok(settingsFrom(values as Values, absolute))
}

type Values = { readonly [K in Key]?: z.output<(typeof SECTION)[K]> }

function settingsFrom(values: Values, absolute: (path: string) => string): BackupSettings {
  const { store, remote, encrypt_to: encryptTo, identity, max_age: maxAgeMs, retention } = values
  return {
    ...(store !== undefined && { store: absolute(store) }),
    ...(remote !== undefined && { remote: /^(\.{0,2}\/|~\/)/.test(remote) ? absolute(remote) : remote }),
    ...(encryptTo !== undefined && { encryptTo }),
    ...(identity !== undefined && { identity: absolute(identity) }),
    ...(maxAgeMs !== undefined && { maxAgeMs }),
    ...(retention !== undefined && {
      retention: {
        keepLast: retention.keep_last,
        daily: retention.daily,
        weekly: retention.weekly,
        monthly: retention.monthly,
      },
    }),
  }
}

function problemIn(key: Key, node: YamlNode, issue: z.core.$ZodIssue): LongshoreError {
  const [inner] = issue.path
  const part =
    node.kind === 'map'
      ? node.entries.find((each) => each.key === inner)?.value
      : node.kind === 'list'
        ? node.items[Number(inner)]
        : undefined
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  if (unknown !== undefined) {
    const keys = ['keep_last', 'daily', 'weekly', 'monthly']
    const at = (node as YamlMap).entries.find((each) => each.key === unknown)?.keyAt ?? node.at
    return invalid(
      `backups: ${key}: unknown key '${unknown}'${didYouMean(unknown, keys)}`,
      at,
      `Keys are: ${keys.join(', ')}`,
    )
  }
  const owner = typeof inner === 'string' ? `${key}: ${inner}` : key
  return invalid(`backups: ${owner}: ${issue.message}, found ${shown(part ?? node)}`, (part ?? node).at, undefined)
}

function shown(node: YamlNode): string {
  return node.kind === 'scalar' && node.source !== '' ? `'${node.source}'` : describeNode(node)
}

function isKey(key: string): key is Key {
  return Object.hasOwn(SECTION, key)
}

function invalid(message: string, at: YamlNode['at'], hint: string | undefined): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', message, { at, ...(hint !== undefined && { hint }) })
}
