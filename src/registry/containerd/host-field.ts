import { nearestName } from '../../base/nearest-name.ts'
import type { TomlLeaf } from '../../text-edit/toml-leaves.ts'
import type { TomlPath } from '../../text-edit/toml-document.ts'
import { firstWith, has } from '../capabilities/matrix.ts'
import type { Unplaced } from '../finding.ts'
import { isGoDuration } from '../go-duration.ts'
import type { Version } from '../version.ts'
import { CAPABILITIES } from './mirror-host.ts'

const FIELDS = ['capabilities', 'ca', 'client', 'skip_verify', 'override_path', 'dial_timeout', 'header'] as const

type Field = (typeof FIELDS)[number]

/** One field of a host, or of the file's root, where it speaks of the server. `path` begins with the field's name. */
export function hostFieldFindings([name = '', ...rest]: TomlPath, leaf: TomlLeaf, version: Version): Unplaced[] {
  if (!isField(name)) return [unknownField(name)]
  if (name === 'header')
    return rest.length === 0 ? [wrongType('header', 'a table of texts')] : headerFindings(rest, leaf)
  if (rest.length > 0) return [wrongType(name, SHAPES[name])]
  return CHECKS[name](leaf.value, version)
}

const SHAPES: Readonly<Record<Field, string>> = {
  capabilities: 'a list of texts',
  ca: 'a text or a list of texts',
  client: 'a text, a list of texts, or a list of [certificate, key]',
  skip_verify: 'true or false',
  override_path: 'true or false',
  dial_timeout: 'a text',
  header: 'a table of texts',
}

const CHECKS: Readonly<Record<Exclude<Field, 'header'>, (value: unknown, version: Version) => Unplaced[]>> = {
  capabilities: (value, version) =>
    isTexts(value)
      ? value.flatMap((text) => capabilityFindings(text, version))
      : [wrongType('capabilities', SHAPES.capabilities)],
  ca: (value) => (typeof value === 'string' || isTexts(value) ? [] : [wrongType('ca', SHAPES.ca)]),
  client: (value) => (isClient(value) ? [] : [wrongType('client', SHAPES.client)]),
  skip_verify: (value) => (typeof value === 'boolean' ? [] : [wrongType('skip_verify', SHAPES.skip_verify)]),
  override_path: (value) => (typeof value === 'boolean' ? [] : [wrongType('override_path', SHAPES.override_path)]),
  dial_timeout: dialTimeoutFindings,
}

function capabilityFindings(text: string, version: Version): Unplaced[] {
  const name = text.toLowerCase()
  const known: readonly string[] = CAPABILITIES
  if (!known.includes(name)) {
    const nearest = nearestName(name, known)
    const message = `${text} is not a capability: ${FILE_IGNORED}`
    const fix = nearest === undefined ? `use ${known.join(', ')}` : `did you mean ${nearest}?`
    return [{ severity: 'ignored', code: 'capability', message, fix }]
  }
  if (name !== 'referrers' || has('containerd', version, 'referrers-capability')) return []
  const message = `referrers is a capability of containerd ${firstWith('containerd', 'referrers-capability')} and later only: ${FILE_IGNORED}`
  return [{ severity: 'ignored', code: 'capability', message, fix: 'remove it' }]
}

function dialTimeoutFindings(value: unknown, version: Version): Unplaced[] {
  if (!has('containerd', version, 'dial-timeout')) {
    const message = `dial_timeout is ignored by containerd before ${firstWith('containerd', 'dial-timeout')}: a dead host costs 30 s a request`
    return [{ severity: 'ignored', code: 'no-effect', message }]
  }
  if (typeof value !== 'string') return [wrongType('dial_timeout', 'a text such as "2s"')]
  if (isGoDuration(value)) return []
  const message = `dial_timeout ${value} is not a duration: ${FILE_IGNORED}`
  return [{ severity: 'ignored', code: 'duration', message, fix: 'write "2s" or "500ms"' }]
}

function headerFindings(rest: TomlPath, { value }: TomlLeaf): Unplaced[] {
  const isPlain = rest.length === 1 && (typeof value === 'string' || isTexts(value))
  return isPlain ? [] : [wrongType(`header ${rest.join('.')}`, 'a text or a list of texts')]
}

export function unknownField(name: string): Unplaced {
  const nearest = nearestName(name, [...FIELDS, 'host', 'server'])
  const fix = nearest === undefined ? {} : { fix: `did you mean ${nearest}?` }
  const message = `${name} is not a field of hosts.toml: containerd ignores it without a word`
  return { severity: 'ignored', code: 'unknown-key', message, ...fix }
}

function wrongType(name: string, shape: string): Unplaced {
  return { severity: 'ignored', code: 'wrong-type', message: `${name} must be ${shape}: ${FILE_IGNORED}` }
}

export const FILE_IGNORED = 'containerd ignores the whole file with an error in its log, and pulls go to the upstream'

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isClient(value: unknown): boolean {
  if (typeof value === 'string') return true
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || (isTexts(item) && item.length === 2))
}
