import * as z from 'zod'
import { parseDuration } from '../../base/duration.ts'

/**
 * What each setting takes, from the project file (YAML values) as from flags and the environment (text). Durations come
 * out in milliseconds.
 */
export const SETTING_VALUES = {
  inventory: inventories(),
  forks: wholeNumber(1, 10_000),
  shards: shards(),
  remote_user: someText('a user name'),
  private_key_file: someText('a path'),
  host_key_checking: hostKeyChecking(),
  ssh_config: someText('a path'),
  known_hosts: someText('a path'),
  output: output(),
  timeout: duration(),
  run_timeout: duration(),
  lock: lock(),
  lock_wait: duration(),
  become_password_file: someText('a path'),
  connection_password_file: someText('a path'),
  vault_password_file: someText('a path'),
  vault_identity_list: vaultIds(),
  metrics_textfile: someText('a path'),
}

export type SettingName = keyof typeof SETTING_VALUES
export type SettingValues = { readonly [K in SettingName]?: z.output<(typeof SETTING_VALUES)[K]> }

/** Settings that name a file. */
export const PATH_SETTINGS = [
  'private_key_file',
  'ssh_config',
  'known_hosts',
  'become_password_file',
  'connection_password_file',
  'vault_password_file',
  'metrics_textfile',
] as const satisfies readonly SettingName[]

export const SETTING_NAMES = Object.keys(SETTING_VALUES) as readonly SettingName[]

function inventories() {
  const error = 'expected a path, a list of hosts such as "a,b,", or a YAML list of these'
  return z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error })
    .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value))
}

/** `ID@FILE,ID@prompt`, as Ansible's setting of this name has it, or a list. */
function vaultIds() {
  const error = 'expected vault ids such as prod@FILE, or a list of these'
  return z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error })
    .transform((value): readonly string[] =>
      (typeof value === 'string' ? value.split(',') : value).map((id) => id.trim()).filter((id) => id !== ''),
    )
}

function wholeNumber(min: number, max: number) {
  const error = `expected a whole number from ${min} to ${max}`
  return z.preprocess(asNumber, z.int({ error }).min(min, { error }).max(max, { error }))
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value
}

/** YAML reads `off` as false. */
function shards() {
  const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
  return z.preprocess(
    (value) => (value === false ? 'off' : asNumber(value)),
    z.literal(['auto', 'off', ...counts], { error: 'expected auto, off or a whole number from 1 to 16' }),
  )
}

function someText(what: string) {
  const error = `expected ${what}`
  return z.string({ error }).min(1, { error })
}

/** OpenSSH's words for StrictHostKeyChecking, and Ansible's booleans; YAML reads `off` as one. */
function hostKeyChecking() {
  const words: Readonly<Record<string, string>> = { true: 'strict', yes: 'strict', false: 'off', no: 'off' }
  return z.preprocess(
    (value) =>
      typeof value === 'boolean' || typeof value === 'string' ? (words[String(value).toLowerCase()] ?? value) : value,
    z.enum(['strict', 'accept-new', 'off'], { error: 'expected strict, accept-new or off' }),
  )
}

function output() {
  return z.enum(['default', 'ansible', 'json', 'quiet'], { error: 'expected default, ansible, json or quiet' })
}

/** YAML reads `off` as false. */
function lock() {
  return z.preprocess(
    (value) => (value === false ? 'off' : value),
    z.enum(['auto', 'always', 'off'], { error: 'expected auto, always or off' }),
  )
}

function duration() {
  const error = 'expected a duration such as 30 (seconds), 90s or 2m'
  return z.preprocess(
    (value) => (typeof value === 'number' || typeof value === 'string' ? parseDuration(String(value)) : value),
    z.number({ error }).positive({ error }),
  )
}
