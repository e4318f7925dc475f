import * as z from 'zod'
import { parseDuration } from '../../base/duration.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { Secret } from '../../base/secret.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { NOTICE_KINDS, type NotificationSink, type NotificationTarget } from '../../model/notification.ts'
import { describeNode, entryOf, toNative, type YamlNode } from '../yaml/yaml-node.ts'
import { settingInvalid } from './errors.ts'

const TIMEOUT_MS = 10_000
const RETRIES = 2

const HOOK_TEXT = z
  .union([z.string().min(1), z.strictObject({ env: z.string().min(1) })], {
    error: 'expected a text, or {env: NAME} for that of an environment variable',
  })
  .transform((value) => (typeof value === 'string' ? new Secret(value) : value))

const KINDS = `expected some of ${NOTICE_KINDS.join(', ')}`

const TARGET = z.strictObject({
  webhook: HOOK_TEXT.optional(),
  headers: z.record(z.string(), HOOK_TEXT, { error: 'expected a map of headers' }).optional(),
  slack: HOOK_TEXT.optional(),
  command: z
    .array(z.coerce.string(), { error: 'expected a list: the program and its arguments' })
    .min(1, { error: 'expected a list: the program and its arguments' })
    .optional(),
  events: z
    .array(z.enum(NOTICE_KINDS, { error: KINDS }), { error: KINDS })
    .min(1, { error: KINDS })
    .optional(),
  timeout: z
    .preprocess(
      (value) => (typeof value === 'number' || typeof value === 'string' ? parseDuration(String(value)) : value),
      z.number({ error: 'expected a duration such as 10s' }).positive({ error: 'expected a duration such as 10s' }),
    )
    .optional(),
  retries: z.int({ error: 'expected a whole number from 0 to 10' }).min(0).max(10).optional(),
})

const KEYS = Object.keys(TARGET.shape)

/** `notifications` of a longshore.yml: a list of targets. Every problem has its place. */
export function readNotifications(node: YamlNode): Result<readonly NotificationTarget[], readonly LongshoreError[]> {
  if (node.kind !== 'list') {
    return err([settingInvalid('notifications', `expected a list of targets, found ${describeNode(node)}`, node.at)])
  }
  const problems: LongshoreError[] = []
  const targets = node.items.flatMap((item) => {
    const target = readTarget(item)
    if (target.ok) return [target.value]
    problems.push(...target.error)
    return []
  })
  return problems.length === 0 ? ok(targets) : err(problems)
}

function readTarget(node: YamlNode): Result<NotificationTarget, readonly LongshoreError[]> {
  const parsed = TARGET.safeParse(toNative(node))
  if (!parsed.success) return err(parsed.error.issues.map((issue) => problemOf(issue, node)))
  const { webhook, slack, command, headers, events, timeout, retries } = parsed.data
  const sinks: NotificationSink[] = [
    ...(webhook === undefined ? [] : [{ kind: 'webhook' as const, url: webhook, headers: headers ?? {} }]),
    ...(slack === undefined ? [] : [{ kind: 'slack' as const, url: slack }]),
    ...(command === undefined ? [] : [{ kind: 'command' as const, argv: command }]),
  ]
  const [to] = sinks
  if (to === undefined || sinks.length > 1) {
    return err([settingInvalid('notifications', 'a target has one of webhook, slack and command', node.at)])
  }
  if (headers !== undefined && to.kind !== 'webhook') {
    return err([settingInvalid('notifications: headers', 'only a webhook has them', placeOf(node, ['headers']))])
  }
  return ok({ to, on: events ?? NOTICE_KINDS, timeoutMs: timeout ?? TIMEOUT_MS, retries: retries ?? RETRIES })
}

/** The values are not shown: they may be secret. */
function problemOf(issue: z.core.$ZodIssue, node: YamlNode): LongshoreError {
  const names = issue.path.filter((key) => typeof key === 'string')
  const key = ['notifications', ...names].join(': ')
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys
    const at = placeOf(node, [...issue.path, unknown])
    return settingInvalid(key, `unknown key '${unknown}'${didYouMean(unknown, KEYS)}: there are ${KEYS.join(', ')}`, at)
  }
  return settingInvalid(key, issue.message, placeOf(node, issue.path))
}

function placeOf(node: YamlNode, path: readonly PropertyKey[]): SourcePosition {
  const [key, ...rest] = path
  if (node.kind === 'map' && typeof key === 'string') {
    const entry = entryOf(node, key)
    if (entry !== undefined) return rest.length === 0 ? entry.keyAt : placeOf(entry.value, rest)
  }
  const item = node.kind === 'list' && typeof key === 'number' ? node.items[key] : undefined
  return item === undefined ? node.at : placeOf(item, rest)
}
