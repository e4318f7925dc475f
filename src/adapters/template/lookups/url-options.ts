import type { LookupCall } from './lookup.ts'

/** Options that a variable or the environment may set: the end of their names. */
const SETTINGS: Readonly<Record<string, string>> = {
  force: 'force',
  timeout: 'timeout',
  http_agent: 'agent',
  follow_redirects: 'follow_redirects',
  unix_socket: 'unix_socket',
  ca_path: 'ca_path',
  unredirected_headers: 'unredir_headers',
  ciphers: 'ciphers',
}

/** The call with the options that it leaves to `ansible_lookup_url_*`, or else to ANSIBLE_LOOKUP_URL_*. */
export function withUrlSettings(call: LookupCall): LookupCall {
  const set = Object.entries(SETTINGS).flatMap(([name, end]) => {
    const variable = call.scope.get(`ansible_lookup_url_${end}`)
    const value = variable.ok ? variable.value : call.host.env[`ANSIBLE_LOOKUP_URL_${end.toUpperCase()}`]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...call, options: { ...Object.fromEntries(set), ...call.options } }
}

/** A list, or a text with commas. */
export function listOption(call: LookupCall, name: string): readonly string[] {
  const value = call.options[name]
  if (value === undefined || value === null) return []
  const items = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as unknown[]) : [value]
  return items.map((item) => String(item).trim())
}
