import { pythonStr } from '../python/text.ts'
import { typeName } from '../python/values.ts'
import { CORE_SETTINGS } from './core-settings.ts'
import { choiceOption, flattened, LookupError, LookupOptionError, textOption, type LookupCall } from './lookup.ts'
import { PLUGIN_SETTINGS, type PluginSetting } from './plugin-settings.ts'
import { settingValue, typed, words } from './setting-value.ts'

const PLUGIN_TYPES = [
  ...['become', 'cache', 'callback', 'cliconf', 'connection', 'httpapi', 'inventory', 'lookup', 'netconf'],
  ...['shell', 'vars'],
]

/**
 * `lookup('config', 'DEFAULT_FORKS')`, as the environment and ansible.cfg have it; with `plugin_type` and `plugin_name`
 * a setting of a plugin. What is not known is an error unless `on_missing` says otherwise.
 */
export function config(call: LookupCall): readonly unknown[] {
  const missing = choiceOption(call, 'config', 'on_missing', ['error', 'skip', 'warn'])
  const type = textOption(call, 'plugin_type')
  const plugin = textOption(call, 'plugin_name')
  if (type !== '') choiceOption(call, 'config', 'plugin_type', PLUGIN_TYPES)
  if ((type === '') !== (plugin === ''))
    throw new LookupOptionError('Both plugin_type and plugin_name are required, cannot use one without the other')
  return flattened(call.terms).flatMap((name) => {
    if (typeof name !== 'string')
      throw new LookupOptionError(
        `Invalid setting identifier, "${pythonStr(name)}" is not a string, its a <class '${typeName(name)}'>`,
      )
    const found = type === '' ? coreSetting(call, name) : pluginSetting(call, { type, plugin, name })
    if ('value' in found) return [found.value]
    if (missing === 'error') throw new LookupError(`Unable to find setting ${name}. ${found.why}`, { isAlone: true })
    return []
  })
}

type Found = { readonly value: unknown } | { readonly why: string }

function coreSetting({ host }: LookupCall, name: string): Found {
  const setting = Object.hasOwn(CORE_SETTINGS, name) ? CORE_SETTINGS[name] : undefined
  if (setting !== undefined) return { value: settingValue(setting, host) }
  return { why: `module 'ansible.constants' has no attribute '${name}'` }
}

interface OfPlugin {
  readonly type: string
  readonly plugin: string
  readonly name: string
}

function pluginSetting(call: LookupCall, { type, plugin, name }: OfPlugin): Found {
  const settings = PLUGIN_SETTINGS[`${type} ${plugin.replace(/^ansible\.(builtin|legacy)\./, '')}`]
  if (settings === undefined) throw new LookupError(`Unable to load ${type} plugin "${plugin}"`, { isAlone: true })
  const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
  if (setting !== undefined) return { value: ofVariables(call, setting) ?? ofConfig(call, setting) }
  const named = `plugin_type: ${type} plugin: ${plugin} setting: ${name}`
  return { why: `Requested entry (${named} ) was not defined in configuration.` }
}

/** Of several variables the last that is set counts. */
function ofVariables({ scope, host }: LookupCall, [kind, , , , vars]: PluginSetting): unknown {
  for (const name of words(vars).toReversed()) {
    const found = scope.get(name)
    if (found.ok && found.value !== undefined) return typed(kind, found.value, { folder: host.cwd, home: host.home })
  }
  return undefined
}

function ofConfig({ host }: LookupCall, [kind, env, ini, fallback]: PluginSetting): unknown {
  return settingValue([kind, env, ini, fallback], host)
}
