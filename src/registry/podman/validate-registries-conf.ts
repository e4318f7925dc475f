import { positionAt } from '../../text-edit/text-problem.ts'
import { parseToml, type TomlDocument } from '../../text-edit/toml-document.ts'
import type { Finding } from '../finding.ts'
import { EVERY_PULL, type ConfFinding } from './conf-finding.ts'
import { shapeFindings } from './conf-shape.ts'
import { conflictFindings, locationFindings, schemeFinding } from './location.ts'
import { registriesOf, type RegistryEntry } from './registry-entry.ts'

/**
 * What podman, buildah, skopeo and CRI-O make of a registries.conf, or of a file in registries.conf.d. A fatal one makes
 * every pull fail. Source: containers/image pkg/sysregistriesv2, docs/containers-registries.conf.5.md.
 */
export function validateRegistriesConf(text: string): Finding[] {
  if (text.startsWith('\uFEFF')) return [BYTE_ORDER_MARK]
  const document = parseToml(text)
  if (!document.ok) {
    const { message, line, column } = document.error
    return [{ severity: 'fatal', code: 'syntax', message: `${message}: ${EVERY_PULL}`, line, column }]
  }
  const registries = registriesOf(document.value)
  const found = [
    ...versionFindings(document.value, registries),
    ...rootFindings(document.value),
    ...shapeFindings(document.value),
    ...registries.flatMap((entry) => locationFindings(entry)),
    ...conflictFindings(registries),
  ]
  return found.map(({ offset, ...finding }) => ({ ...finding, ...positionAt(text, offset) }))
}

const BYTE_ORDER_MARK: Finding = {
  severity: 'fatal',
  code: 'byte-order-mark',
  message: `the file begins with a byte order mark: ${EVERY_PULL}`,
  line: 1,
  column: 1,
  fix: 'remove it',
}

/** Version 1 is `[registries.search]` and its like; the two must not meet in one file. */
function versionFindings(document: TomlDocument, registries: readonly RegistryEntry[]): ConfFinding[] {
  const first = document.tables.find(({ path }) => path[0] === 'registries')
  if (first === undefined) return []
  const isMixed = registries.length > 0 || document.root.some(({ path }) => path[0] === 'unqualified-search-registries')
  if (isMixed) {
    const message = `[registries...] is version 1, the rest of the file version 2: ${EVERY_PULL}`
    const fix = 'write unqualified-search-registries and [[registry]] tables only'
    return [{ severity: 'fatal', code: 'mixed-versions', message, offset: first.start, fix }]
  }
  const message = 'the file is of version 1: it has no mirrors, and is not allowed in registries.conf.d'
  return [{ severity: 'warning', code: 'deprecated', message, offset: first.start, fix: 'write [[registry]] tables' }]
}

const ROOT_KEYS: Readonly<Record<string, 'texts' | 'text'>> = {
  'unqualified-search-registries': 'texts',
  'short-name-mode': 'text',
  'credential-helpers': 'texts',
}

const MODES = ['enforcing', 'permissive', 'disabled']

function rootFindings({ root }: TomlDocument): ConfFinding[] {
  return root.flatMap(({ path, value, start }): ConfFinding[] => {
    const name = path[0] ?? ''
    const shape = ROOT_KEYS[name]
    if (shape === undefined) return []
    const isRight = shape === 'text' ? typeof value === 'string' : isTexts(value)
    if (!isRight) {
      const message = `${name} must be ${shape === 'text' ? 'a text' : 'a list of texts'}: ${EVERY_PULL}`
      return [{ severity: 'fatal', code: 'wrong-type', message, offset: start }]
    }
    if (name === 'unqualified-search-registries') return searchFindings(value, start)
    if (name !== 'short-name-mode' || MODES.includes(String(value))) return []
    const message = `short-name-mode ${String(value)} does not exist: ${EVERY_PULL}`
    return [{ severity: 'fatal', code: 'mode', message, offset: start, fix: `write one of ${MODES.join(', ')}` }]
  })
}

function searchFindings(value: unknown, offset: number): ConfFinding[] {
  const places = Array.isArray(value) ? value.map(String) : []
  return places
    .filter((place) => place.includes('://'))
    .map((place) => schemeFinding('unqualified-search-registries', place, offset))
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
