import { gte } from 'semver'

import { FLAT_OPTIONS, keyType, passesKeyCheck, type KeyType } from './docker-keys.ts'
import { goDecodeFirst, goUnmarshal } from './go-json.ts'
import { checkMirror, type Checked } from './registry-values.ts'

export type DaemonJson = Readonly<Record<string, unknown>>

/** Options of the unit's command line, by the key of daemon.json that they meet. */
export type DaemonFlags = Readonly<Record<string, readonly string[]>>

/**
 * What dockerd of this version does with a daemon.json before anything starts: decoding, unknown keys, conflicts with
 * flags, types, ranges (moby: daemon/config/config.go, getConflictFreeConfiguration and Validate). `undefined` is a
 * file that is not there. Errors are dockerd's own, without the "unable to configure" prefix where it has none.
 */
export function loadDaemonJson(
  file: Uint8Array | undefined,
  version: string,
  flags: DaemonFlags = {},
  path = '/etc/docker/daemon.json',
): Checked<DaemonJson> {
  if (file === undefined) return { ok: true, value: {} }
  const modern = gte(version, '23.0.0')
  const unable = (message: string): Checked<never> => ({
    ok: false,
    message: `unable to configure the Docker daemon with file ${path}: ${message}`,
  })
  const invalid = (message: string): Checked<never> =>
    unable(gte(version, '28.0.0') ? `invalid JSON: ${message}` : message)

  const text = decode(file, modern)
  if (text === undefined) return unable('failed to decode configuration JSON at offset 0')
  if (modern && text.trim() === '') return { ok: true, value: {} }
  const read = modern ? goUnmarshal(text) : goDecodeFirst(text)
  if (!read.ok) return invalid(read.message)
  if (read.value === null) return { ok: true, value: {} }
  if (typeof read.value !== 'object' || Array.isArray(read.value)) {
    return invalid(`json: cannot unmarshal ${goKind(read.value)} into Go value of type map[string]interface {}`)
  }
  const config = read.value as Record<string, unknown>

  const unknown = directives(config).filter((key) => !passesKeyCheck(key, version))
  if (unknown.length > 0) {
    return unable(`the following directives don't match any configuration option: ${unknown.join(', ')}`)
  }
  const conflicts = directives(config).flatMap((key) => {
    const flag = flags[key]
    return flag === undefined ? [] : [`${key}: (from flag: ${goList(flag)}, from file: ${goList(config[key])})`]
  })
  if (conflicts.length > 0) {
    return unable(
      `the following directives are specified both as a flag and in the configuration file: ${conflicts.join(', ')}`,
    )
  }
  const mistyped = typeComplaint(config, version)
  if (mistyped !== undefined) return invalid(mistyped)
  const outOfRange = rangeComplaint(config, version)
  if (outOfRange !== undefined) {
    return unable(`merged configuration validation from file and command line flags failed: ${outOfRange}`)
  }
  const labels = labelComplaint(config)
  return labels === undefined ? { ok: true, value: known(config, version) } : { ok: false, message: labels }
}

function decode(file: Uint8Array, modern: boolean): string | undefined {
  if (!modern) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file)
  const utf16 =
    file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : file[0] === 0xfe && file[1] === 0xff ? 'utf-16be' : ''
  try {
    return new TextDecoder(utf16 === '' ? 'utf-8' : utf16, { fatal: true }).decode(file)
  } catch {
    return undefined
  }
}

/** Keys as the daemon's check sees them: objects are flattened by one level, except for the flat options. */
function directives(config: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && !FLAT_OPTIONS.has(key)
    return nested ? Object.keys(value).map((inner) => (key === 'proxies' ? key : inner)) : [key]
  })
}

function typeComplaint(config: Readonly<Record<string, unknown>>, version: string): string | undefined {
  for (const [key, value] of Object.entries(config)) {
    const type = keyType(key, version)
    if (type === undefined || value === null) continue
    const goType = mismatch(type, value)
    if (goType !== undefined) {
      const field = gte(version, '28.0.0') ? `Config.${key}` : `Config.CommonConfig.${embeddedIn(key)}${key}`
      return `json: cannot unmarshal ${goType.found} into Go struct field ${field} of type ${goType.wanted}`
    }
  }
  return undefined
}

function embeddedIn(key: string): string {
  if (['registry-mirrors', 'insecure-registries', 'allow-nondistributable-artifacts'].includes(key)) {
    return 'ServiceOptions.'
  }
  return key === 'log-opts' || key === 'log-driver' ? 'LogConfig.' : ''
}

function mismatch(type: KeyType, value: unknown): { found: string; wanted: string } | undefined {
  switch (type) {
    case 'any':
      return undefined
    case 'bool':
      return typeof value === 'boolean' ? undefined : { found: goKind(value), wanted: 'bool' }
    case 'string':
      return typeof value === 'string' ? undefined : { found: goKind(value), wanted: 'string' }
    case 'int': {
      if (Number.isInteger(value)) return undefined
      return { found: typeof value === 'number' ? `number ${value}` : goKind(value), wanted: 'int' }
    }
    case 'strings': {
      if (!Array.isArray(value)) return { found: goKind(value), wanted: '[]string' }
      const odd: unknown = value.find((item) => typeof item !== 'string')
      return odd === undefined ? undefined : { found: goKind(odd), wanted: 'string' }
    }
    case 'string-map':
    case 'bool-map': {
      const member = type === 'string-map' ? 'string' : 'bool'
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return { found: goKind(value), wanted: `map[string]${member}` }
      }
      const odd: unknown = Object.values(value).find((item) => goKind(item) !== member)
      return odd === undefined ? undefined : { found: goKind(odd), wanted: member }
    }
  }
}

function rangeComplaint(config: Readonly<Record<string, unknown>>, version: string): string | undefined {
  const names = {
    'max-concurrent-downloads': 'max concurrent downloads',
    'max-concurrent-uploads': 'max concurrent uploads',
    'max-download-attempts': 'max download attempts',
  }
  for (const [key, name] of Object.entries(names)) {
    const value = config[key]
    const zeroRefused = key === 'max-download-attempts' && !gte(version, '23.0.0')
    if (typeof value === 'number' && (value < 0 || (zeroRefused && value === 0))) return `invalid ${name}: ${value}`
  }
  const level = config['log-level']
  if (typeof level === 'string' && !/^(|panic|fatal|error|warn|warning|info|debug|trace)$/.test(level)) {
    return `invalid logging level: ${level}`
  }
  if (gte(version, '28.3.0')) {
    for (const mirror of stringsOf(config['registry-mirrors'])) {
      const checked = checkMirror(mirror, version)
      if (!checked.ok) return checked.message
    }
  }
  return undefined
}

function labelComplaint(config: Readonly<Record<string, unknown>>): string | undefined {
  const seen = new Map<string, string>()
  for (const label of stringsOf(config['labels'])) {
    const key = label.split('=')[0] ?? ''
    const before = seen.get(key)
    if (before !== undefined && before !== label) return `conflict labels for ${label} and ${before}`
    seen.set(key, label)
  }
  return undefined
}

/** The keys that dockerd really reads: what only passed the key check is dropped without a word. */
function known(config: Readonly<Record<string, unknown>>, version: string): DaemonJson {
  return Object.fromEntries(Object.entries(config).filter(([key]) => keyType(key, version) !== undefined))
}

export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return value === null ? 'null' : typeof value
}

function goList(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(' ')}]` : String(value)
}
