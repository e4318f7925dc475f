import { has } from '../capabilities/matrix.ts'
import type { FindingCode, Unplaced, ValueFinding } from '../finding.ts'
import { isIP } from 'node:net'
import type { Version } from '../version.ts'
import { isCidr, validateInsecureRegistry } from './insecure-registry.ts'
import { flagConflict, type Dockerd } from './flag-conflict.ts'
import { isObject } from './key-type.ts'
import { labelFindings } from './labels.ts'
import { validateMirror } from './mirror.ts'
import { START_RULES, type ValueRule } from './start-values.ts'
import { passes } from './unknown-key.ts'

/** What is wrong with a value of the right type. */
export function valueFindings(key: string, value: unknown, dockerd: Dockerd): Unplaced[] {
  return RULES[key]?.(value, dockerd) ?? []
}

const RULES: Readonly<Record<string, ValueRule>> = {
  'registry-mirrors': (value, { version }) => each('mirror', value, (text) => validateMirror(text, version)),
  'insecure-registries': (value, { version }) =>
    each('insecure-registry', value, (text) => validateInsecureRegistry(text, version)),
  proxies: proxyFindings,
  labels: (value) => labelFindings(textsOf(value)),
  dns: (value) =>
    each('value', value, (text) => (isIP(text) === 0 ? refused(`dns ${text} is not an address`) : undefined)),
  'default-gateway': (value) => address('default-gateway', value),
  'default-gateway-v6': (value) => address('default-gateway-v6', value),
  'host-gateway-ip': (value) => address('host-gateway-ip', value),
  ip: (value) => address('ip', value),
  ...START_RULES,
  'default-cgroupns-mode': (value) => oneOf('default-cgroupns-mode', value, ['host', 'private', '']),
  'default-ipc-mode': (value) => oneOf('default-ipc-mode', value, ['private', 'shareable', '']),
  'log-level': (value, { version }) => oneOf('log-level', value, levels(version)),
  'log-format': (value) => oneOf('log-format', value, ['text', 'json', '']),
  mtu: (value, { version }) => notNegative('mtu', value, has('docker', version, 'negative-mtu-refused')),
  'network-diagnostic-port': (value, { version }) =>
    notNegative('network-diagnostic-port', value, has('docker', version, 'negative-diagnostic-port-refused')),
  'default-address-pools': (value, { version }) =>
    has('docker', version, 'address-pools-parsed') ? poolFindings(value) : [],
}

function address(key: string, value: unknown): Unplaced[] {
  if (typeof value !== 'string' || value === '' || isIP(value) !== 0) return []
  return [{ code: 'value', ...refused(`${key} ${value} is not an address`) }]
}

/** logrus takes `warning` and capitals, too; it was asked at start only before 23.0. */
function levels(version: Version): readonly string[] {
  const names = ['panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace', '']
  return has('docker', version, 'log-level-checked') ? names : [...names, 'warning']
}

function oneOf(key: string, value: unknown, allowed: readonly string[]): Unplaced[] {
  if (typeof value !== 'string' || allowed.includes(value)) return []
  const fix = `write one of ${allowed.filter((name) => name !== '').join(', ')}`
  return [{ code: 'value', ...refused(`${key} ${value} does not exist`), fix }]
}

function notNegative(key: string, value: unknown, isRefused: boolean): Unplaced[] {
  if (!isRefused || typeof value !== 'number' || value >= 0) return []
  return [{ code: 'out-of-range', ...refused(`${key} must not be negative, found ${value}`) }]
}

function poolFindings(value: unknown): Unplaced[] {
  const bases = Array.isArray(value) ? value.map((pool: unknown) => (isObject(pool) ? pool['base'] : undefined)) : []
  return bases
    .filter((base) => typeof base === 'string')
    .filter((base) => !isCidr(base))
    .map((base) => ({ code: 'value', ...refused(`default-address-pools: ${base} is no network such as 10.10.0.0/16`) }))
}

function refused(what: string): ValueFinding {
  return { severity: 'fatal', message: `${what}: the daemon does not start with it` }
}

function each(code: FindingCode, value: unknown, rule: (text: string) => ValueFinding | undefined): Unplaced[] {
  return textsOf(value).flatMap((text) => {
    const finding = rule(text)
    return finding === undefined ? [] : [{ code, ...finding }]
  })
}

/** `null` in a list of texts is an empty text to Go. */
function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : '')) : []
}

const PROXY_KEYS = ['http-proxy', 'https-proxy', 'no-proxy']

/** The names in it are checked like those of keys, so that a key's name passes and is ignored. */
function proxyFindings(value: unknown, { version, flags }: Dockerd): Unplaced[] {
  if (!isObject(value)) return []
  const fix = `proxies has ${PROXY_KEYS.join(', ')}`
  return Object.entries(value).flatMap(([key, inner]): Unplaced[] => {
    const message = `proxies.${key} is not a key of daemon.json`
    if (!passes(key, version)) return [{ severity: 'fatal', code: 'unknown-key', message, fix }]
    const conflict = flagConflict(key, flags)
    if (conflict !== undefined) return [conflict]
    if (!PROXY_KEYS.includes(key))
      return [{ severity: 'ignored', code: 'nested-object', message: `${message}: it is ignored`, fix }]
    if (inner === null || typeof inner === 'string') return []
    return [{ severity: 'fatal', code: 'wrong-type', message: `proxies.${key} must be a text` }]
  })
}
