import { nearestName } from '../../base/nearest-name.ts'
import { textOf, type ConfTable, type RegistryEntry } from './registry-entry.ts'
import { EVERY_PULL, type ConfFinding } from './conf-finding.ts'

const REGISTRY_FIELDS = {
  prefix: 'string',
  location: 'string',
  insecure: 'boolean',
  blocked: 'boolean',
  'mirror-by-digest-only': 'boolean',
} as const

const MIRROR_FIELDS = { location: 'string', insecure: 'boolean', 'pull-from-mirror': 'string' } as const

/** One registry and its mirrors: names, types and places. */
export function locationFindings(entry: RegistryEntry): ConfFinding[] {
  return [
    ...fieldFindings(entry, REGISTRY_FIELDS),
    ...placeFindings(entry),
    ...prefixFindings(entry),
    ...libraryFindings(entry),
    ...entry.mirrors.flatMap((mirror) => [
      ...fieldFindings(mirror, MIRROR_FIELDS),
      ...placeFindings(mirror),
      ...pullFromFindings(mirror, entry),
    ]),
  ]
}

function fieldFindings({ fields }: ConfTable, known: Readonly<Record<string, 'string' | 'boolean'>>): ConfFinding[] {
  return [...fields].flatMap(([name, { value, offset }]): ConfFinding[] => {
    const wanted = known[name]
    if (wanted === undefined) {
      if (name === 'mirror') return []
      const nearest = nearestName(name, Object.keys(known))
      const fix = nearest === undefined ? {} : { fix: `did you mean ${nearest}?` }
      const message = `${name} is not a key of registries.conf: it is left out without a word`
      return [{ severity: 'ignored', code: 'unknown-key', message, offset, ...fix }]
    }
    if (typeof value === wanted) return []
    const message = `${name} must be ${wanted === 'string' ? 'a text' : 'true or false'}: ${EVERY_PULL}`
    return [{ severity: 'fatal', code: 'wrong-type', message, offset }]
  })
}

function placeFindings(table: ConfTable): ConfFinding[] {
  const location = textOf(table, 'location')
  const offset = table.fields.get('location')?.offset ?? table.offset
  if (location.includes('://')) return [schemeFinding('location', location, offset)]
  if (location !== '' || textOf(table, 'prefix').startsWith('*.')) return []
  const message = `there is no location: ${EVERY_PULL}`
  return [
    { severity: 'fatal', code: 'location', message, offset, fix: 'write one; a prefix *.example.com alone needs none' },
  ]
}

function prefixFindings(entry: RegistryEntry): ConfFinding[] {
  const prefix = textOf(entry, 'prefix')
  const offset = entry.fields.get('prefix')?.offset ?? entry.offset
  if (prefix.includes('://')) return [schemeFinding('prefix', prefix, offset)]
  if (!prefix.replace(/^\*\./, '').includes('*')) return []
  const message = `prefix ${prefix}: a * stands only at the beginning, as *.example.com: no image matches this one`
  return [{ severity: 'ignored', code: 'location', message, offset }]
}

/** Source: containers/image `parseLocation`. */
export function schemeFinding(name: string, place: string, offset: number): ConfFinding {
  const message = `${name} ${place} has a scheme: ${EVERY_PULL}`
  const fix = `write ${place.replace(/^.*:\/\//, '')}, with insecure = true for plain HTTP`
  return { severity: 'fatal', code: 'location', message, offset, fix }
}

/** docker.io/library is the whole name of an official image: a mirror without it is asked for another repository. */
function libraryFindings(entry: RegistryEntry): ConfFinding[] {
  const prefix = textOf(entry, 'prefix') || textOf(entry, 'location')
  const match = /^docker\.io\/([^/]+)$/.exec(prefix)
  if (match === null || match[1] === 'library') return []
  const message = `${prefix}: an official image is docker.io/library/NAME, so this does not match docker.io/${match[1]} as it is pulled`
  return [
    {
      severity: 'warning',
      code: 'library-prefix',
      message,
      offset: entry.offset,
      fix: `write docker.io/library/${match[1]} where that is meant`,
    },
  ]
}

const PULL_FROM = ['all', 'digest-only', 'tag-only']

function pullFromFindings(mirror: ConfTable, entry: RegistryEntry): ConfFinding[] {
  const value = textOf(mirror, 'pull-from-mirror')
  const offset = mirror.fields.get('pull-from-mirror')?.offset ?? mirror.offset
  if (value === '') return []
  if (!PULL_FROM.includes(value)) {
    const message = `pull-from-mirror ${value} does not exist: ${EVERY_PULL}`
    return [{ severity: 'fatal', code: 'mode', message, offset, fix: `write one of ${PULL_FROM.join(', ')}` }]
  }
  if (entry.fields.get('mirror-by-digest-only')?.value !== true) return []
  const message = `pull-from-mirror stands beside mirror-by-digest-only of its registry: ${EVERY_PULL}`
  return [{ severity: 'fatal', code: 'conflict', message, offset, fix: 'keep one of the two' }]
}

/** The same location must not be insecure, or blocked, in one place and not in another. */
export function conflictFindings(registries: readonly RegistryEntry[]): ConfFinding[] {
  const seen = new Map<string, RegistryEntry>()
  return registries.flatMap((entry): ConfFinding[] => {
    const location = textOf(entry, 'location') || textOf(entry, 'prefix')
    const other = seen.get(location)
    if (other === undefined) {
      seen.set(location, entry)
      return []
    }
    const differing = ['insecure', 'blocked'].find((name) => isTrue(entry, name) !== isTrue(other, name))
    if (differing === undefined) return []
    const message = `${location} is ${differing} in one [[registry]] and not in another: ${EVERY_PULL}`
    return [{ severity: 'fatal', code: 'conflict', message, offset: entry.offset, fix: 'say the same in both' }]
  })
}

function isTrue({ fields }: ConfTable, name: string): boolean {
  return fields.get(name)?.value === true
}
