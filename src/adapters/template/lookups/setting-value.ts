import { resolve } from 'node:path'
import { pythonStr } from '../python/text.ts'
import type { LookupHost } from './lookup.ts'

export type SettingKind = 'text' | 'flag' | 'int' | 'number' | 'list' | 'path' | 'paths'

/** Names of variables of the environment and `section.key` of ansible.cfg, each separated by blanks. */
export type AnsibleSetting = readonly [kind: SettingKind, env: string, ini: string, fallback: unknown]

/** What the environment says, else ansible.cfg, else the default. */
export function settingValue([kind, env, ini, fallback]: AnsibleSetting, host: LookupHost): unknown {
  const variable = words(env).findLast((name) => host.env[name] !== undefined)
  if (variable !== undefined) return typed(kind, host.env[variable], { folder: host.cwd, home: host.home })
  const key = words(ini).findLast((name) => host.config?.values[name] !== undefined)
  if (key === undefined) return typed(kind, fallback, { folder: host.cwd, home: host.home })
  return typed(kind, host.config?.values[key], { folder: host.config?.folder ?? host.cwd, home: host.home })
}

export function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ')
}

/** Relative paths begin at the file that writes them. */
export function typed(
  kind: SettingKind,
  value: unknown,
  from: { readonly folder: string; readonly home: string },
): unknown {
  if (value === null || value === undefined) return null
  const path = (text: string) => resolve(from.folder, text.trim().replace(/^~(?=\/|$)/, from.home))
  if (kind === 'paths') return (Array.isArray(value) ? value.map(pythonStr) : pythonStr(value).split(':')).map(path)
  if (typeof value !== 'string') return value
  if (kind === 'path') return path(value)
  if (kind === 'list') return value === '' ? [] : value.split(',').map((item) => item.trim())
  if (kind === 'flag') return ['y', 'yes', 'on', '1', 'true', 't', '1.0'].includes(value.toLowerCase())
  return kind === 'text' || Number.isNaN(Number(value)) ? value : Number(value)
}
