import { readFile } from '../../base/files-at-once.ts'
import { dirname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ConfigText } from '../../model/template-options.ts'
import { fileUnreadable } from '../errors.ts'
import { decodeText } from '../yaml/decode-text.ts'
import { ANSIBLE_SETTINGS, WITHOUT_EFFECT, type AnsibleConfig, type AnsibleSettingName } from './ansible-settings.ts'
import { configNotReadable, type Given, settingNotUsable } from './errors.ts'
import { findAnsibleConfig, type ConfigSearch } from './find-ansible-config.ts'
import { parseIni, type IniValues } from './parse-ini.ts'
import type { AnsibleSetting, ValueSource } from './setting-kinds.ts'
import { UNHEEDED_SETTINGS, unheededSettings } from './unheeded-settings.ts'

export interface LoadedAnsibleConfig {
  /** Of the ansible.cfg that was read. */
  readonly path: string | undefined
  readonly written: ConfigText | undefined
  /** From the environment alone, and from the file alone. */
  readonly env: AnsibleConfig
  readonly file: AnsibleConfig
  /** `[section] key` of what the file sets and nothing here heeds. */
  readonly ignored: readonly string[]
  readonly warnings: readonly string[]
}

/** Reads the ansible.cfg that Ansible would, and ANSIBLE_* variables. Every value that is not usable is told. */
export async function loadAnsibleConfig(
  search: ConfigSearch,
): Promise<Result<LoadedAnsibleConfig, readonly LongshoreError[]>> {
  const { path, warnings } = await findAnsibleConfig(search)
  const written = path === undefined ? ok<IniValues>(new Map()) : await valuesOf(path)
  if (!written.ok) return written
  const problems: LongshoreError[] = []
  const env = fromEnvironment(search, problems)
  const file = path === undefined ? {} : fromFile(path, written.value, search, problems)
  if (problems.length > 0) return err(problems)
  const unheeded = unheededSettings(search.env, (key) => written.value.get(key)?.value)
  return ok({
    path,
    written: path === undefined ? undefined : { folder: dirname(path), values: textsOf(written.value) },
    env,
    file,
    ignored: ignoredKeys(written.value),
    warnings: [...warnings, ...unheeded.map((name) => `${name} is not heeded: what it sets is not supported yet`)],
  })
}

function textsOf(values: IniValues): Readonly<Record<string, string>> {
  return Object.fromEntries([...values].map(([key, { value }]) => [key, value]))
}

async function valuesOf(path: string): Promise<Result<IniValues, readonly LongshoreError[]>> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    return err([fileUnreadable(path, cause)])
  }
  const text = decodeText(bytes, path, 'PROJECT_FILE_INVALID')
  if (!text.ok) return err([text.error])
  const { values, problems } = parseIni(text.value)
  if (problems.length === 0) return ok(values)
  return err(problems.map(({ line, message }) => configNotReadable(path, message, { file: path, line, column: 1 })))
}

function fromEnvironment(search: ConfigSearch, problems: LongshoreError[]): AnsibleConfig {
  const source: ValueSource = { ...search, folder: search.cwd }
  return collected(({ env }) => {
    const name = env.find((variable) => (search.env[variable] ?? '') !== '')
    return name === undefined ? undefined : { text: search.env[name] ?? '', source, from: name, at: undefined }
  }, problems)
}

function fromFile(path: string, values: IniValues, search: ConfigSearch, problems: LongshoreError[]): AnsibleConfig {
  const source: ValueSource = { ...search, folder: dirname(path) }
  return collected(({ ini }) => {
    const key = ini.find((name) => values.has(name))
    const found = key === undefined ? undefined : values.get(key)
    if (key === undefined || found === undefined) return undefined
    return { text: found.value, source, from: shown(key), at: { file: path, line: found.line, column: 1 } }
  }, problems)
}

interface Found extends Given {
  readonly source: ValueSource
}

function collected(
  given: (setting: AnsibleSetting<unknown>) => Found | undefined,
  problems: LongshoreError[],
): AnsibleConfig {
  const config: Partial<Record<AnsibleSettingName, unknown>> = {}
  for (const [name, setting] of Object.entries<AnsibleSetting<unknown>>(ANSIBLE_SETTINGS)) {
    const found = given(setting)
    if (found === undefined) continue
    const value = setting.read(found.text, found.source)
    if (value === undefined) problems.push(settingNotUsable(setting, found))
    else config[name as AnsibleSettingName] = value
  }
  return config as AnsibleConfig
}

function ignoredKeys(values: IniValues): readonly string[] {
  const heeded = Object.values<AnsibleSetting<unknown>>(ANSIBLE_SETTINGS).flatMap(({ ini }) => ini)
  const known = new Set<string>([...heeded, ...UNHEEDED_SETTINGS.map(({ ini }) => ini)])
  return [...values.keys()].filter((key) => !known.has(key) && !WITHOUT_EFFECT.has(key)).map(shown)
}

function shown(key: string): string {
  const dot = key.indexOf('.')
  return `[${key.slice(0, dot)}] ${key.slice(dot + 1)}`
}
