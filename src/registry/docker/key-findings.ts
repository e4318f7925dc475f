import { nearestName } from '../../base/nearest-name.ts'
import type { Finding, ValueFinding } from '../finding.ts'
import { versionsOf } from '../capabilities/matrix.ts'
import { rangesInWords } from '../capabilities/in-words.ts'
import { isAtLeast, type Version } from '../version.ts'
import { DAEMON_KEYS, FLAG_NAMES, keyStatus, OPAQUE_OBJECTS, versionedKey } from './daemon-keys.ts'
import type { DockerdFlags } from './dockerd-flags.ts'
import { validateInsecureRegistry } from './insecure-registry.ts'
import { isObject, rangeFinding, typeFinding } from './key-type.ts'
import { validateMirror } from './mirror.ts'

export type KeyFinding = Omit<Finding, 'line' | 'column'>

/** What dockerd of this version makes of one key of daemon.json. */
export function keyFindings(key: string, value: unknown, version: Version, flags: DockerdFlags): KeyFinding[] {
  const known = Object.hasOwn(DAEMON_KEYS, key) ? DAEMON_KEYS[key] : undefined
  if (known === undefined) return [unknownKey(key, value)]
  const conflict = flagConflict(key, flags)
  if (conflict !== undefined) return [conflict]
  const age = ageFinding(key, version)
  if (age !== undefined) return [age]
  const type = typeFinding(key, known.type, value)
  if (type !== undefined) return [{ code: 'wrong-type', ...type }]
  const range = rangeFinding(key, value, version)
  if (range !== undefined) return [{ code: 'out-of-range', ...range }]
  return valueFindings(key, value, version)
}

function valueFindings(key: string, value: unknown, version: Version): KeyFinding[] {
  if (key === 'proxies') return proxyFindings(value)
  if (!Array.isArray(value)) return []
  const texts = value.filter((item) => typeof item === 'string')
  if (key === 'registry-mirrors') return coded('mirror', texts, (text) => validateMirror(text, version))
  return key === 'insecure-registries' ? coded('insecure-registry', texts, validateInsecureRegistry) : []
}

function coded(
  code: Finding['code'],
  texts: readonly string[],
  rule: (text: string) => ValueFinding | undefined,
): KeyFinding[] {
  return texts.flatMap((text) => {
    const finding = rule(text)
    return finding === undefined ? [] : [{ code, ...finding }]
  })
}

function unknownKey(key: string, value: unknown): KeyFinding {
  if (Object.hasOwn(FLAG_NAMES, key)) {
    const meant = FLAG_NAMES[key]
    const message = `${key} is the name of a flag: dockerd takes it in the file and ignores its value`
    return { severity: 'ignored', code: 'flag-name', message, ...(meant !== undefined && { fix: `write ${meant}` }) }
  }
  if (isObject(value) && !OPAQUE_OBJECTS.has(key) && Object.keys(value).every(passesAsKey)) {
    const inner = Object.keys(value).join(', ')
    return {
      severity: 'ignored',
      code: 'nested-object',
      message: `${key} is not a key of daemon.json: dockerd takes it and ignores everything in it${inner && ` (${inner})`}`,
      fix: 'write the keys in it at the top level',
    }
  }
  const nearest = nearestName(key, Object.keys(DAEMON_KEYS))
  return {
    severity: 'fatal',
    code: 'unknown-key',
    message: `${key} is not a key of daemon.json`,
    ...(nearest !== undefined && { fix: `did you mean ${nearest}?` }),
  }
}

function passesAsKey(name: string): boolean {
  return Object.hasOwn(DAEMON_KEYS, name) || Object.hasOwn(FLAG_NAMES, name)
}

function flagConflict(key: string, flags: DockerdFlags): KeyFinding | undefined {
  const given = flags.get(key)
  if (given === undefined || key === 'runtimes') return undefined
  return {
    severity: 'fatal',
    code: 'flag-conflict',
    message: `${key} is also given as a flag by the unit (${given.join(', ')}): dockerd takes it from one place only`,
    fix: 'remove it from ExecStart or from the file',
  }
}

function ageFinding(key: string, version: Version): KeyFinding | undefined {
  const status = keyStatus(key, version)
  if (status === 'known') return undefined
  if (status === 'inert') {
    const message = `${key} has no effect: dockerd tolerates it and does nothing with it`
    return { severity: 'ignored', code: 'no-effect', message, fix: 'remove it' }
  }
  const name = versionedKey(key)
  const versions = name === undefined ? [] : versionsOf('docker', name)
  const isGone = versions.some(({ until }) => until !== undefined && isAtLeast(version, until))
  return {
    severity: 'fatal',
    code: isGone ? 'key-removed' : 'key-too-new',
    message: `${key} is a key of Docker ${rangesInWords(versions)} only: the daemon does not start with it`,
    ...(key === 'graph' && { fix: 'write data-root' }),
  }
}

const PROXY_KEYS = ['http-proxy', 'https-proxy', 'no-proxy']

function proxyFindings(value: unknown): KeyFinding[] {
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]): KeyFinding[] => {
    if (!PROXY_KEYS.includes(key)) {
      const message = `proxies.${key} is not a key of daemon.json`
      return [{ severity: 'fatal', code: 'unknown-key', message, fix: `proxies has ${PROXY_KEYS.join(', ')}` }]
    }
    const type = typeFinding(`proxies.${key}`, 'string', inner)
    return type === undefined ? [] : [{ code: 'wrong-type', ...type }]
  })
}
