import { cases, numbersFrom, pick, type DifferentialCase } from './case.ts'

/** Inputs for what podman reads: written by hand, each field in each kind of table, and mixtures of them from a seed. */
export function registriesConfCases(): DifferentialCase[] {
  return [
    ...cases('whole', WHOLE),
    ...cases(
      'registry',
      REGISTRY_FIELDS.map((field) => `[[registry]]\nprefix = "docker.io"\n${field}\n`),
    ),
    ...cases(
      'mirror',
      MIRROR_FIELDS.map((field) => `${DOCKER}[[registry.mirror]]\n${field}\n`),
    ),
    ...mixtures(24),
  ]
}

const DOCKER = '[[registry]]\nprefix = "docker.io"\nlocation = "docker.io"\n'
const V1 = '[registries.search]\nregistries = ["docker.io"]\n'

const WHOLE = [
  '',
  '# nothing but a comment\n',
  DOCKER,
  'unqualified-search-registries = ["docker.io", "quay.io"]\n',
  'unqualified-search-registries = []\n',
  'unqualified-search-registries = "docker.io"\n',
  'unqualified-search-registries = [1]\n',
  'unqualified-search-registries = ["https://docker.io"]\n',
  'short-name-mode = "enforcing"\n',
  'short-name-mode = "permissive"\n',
  'short-name-mode = "disabled"\n',
  'short-name-mode = "strict"\n',
  'short-name-mode = 1\n',
  'credential-helpers = ["containers-auth.json"]\n',
  'credential-helpers = "containers-auth.json"\n',
  'unknown = 1\n',
  `${DOCKER}unknown = 1\n`,
  V1,
  `${DOCKER}${V1}`,
  `unqualified-search-registries = ["docker.io"]\n${V1}`,
  '[registries.insecure]\nregistries = ["a:5000"]\n',
  '[[registry]]\n',
  '[[registry]]\ninsecure = true\n',
  '[[registry]]\nlocation = "a:5000"\n',
  '[[registry]]\nprefix = "a:5000"\n',
  '[registry]\nlocation = "a"\n',
  'registry = "a"\n',
  `${DOCKER}[registry.mirror]\nlocation = "m"\n`,
  `${DOCKER}${DOCKER}`,
  `${DOCKER}insecure = true\n${DOCKER}`,
  `${DOCKER}blocked = true\n${DOCKER}`,
  `${DOCKER}[[registry]]\nprefix = "quay.io"\nlocation = "docker.io"\ninsecure = true\n`,
  `${DOCKER}[[registry.mirror]]\nlocation = "m:5000"\n[[registry.mirror]]\nlocation = "n:5000"\n`,
  '[[registry.mirror]]\nlocation = "m"\n',
  '[[registry]\n',
  '[[registry]]\nlocation = "a\n',
  '[[registry]]\nlocation = "a"\nlocation = "b"\n',
  '{"registry": []}\n',
  'this is no TOML\n',
  'registry = [{ location = "a:5000" }]\n',
  'registry = [{ location = "http://a:5000" }]\n',
  '[[registry]]\r\nlocation = "a:5000"\r\n',
  Buffer.from('\uFEFF[[registry]]\nlocation = "a"\n'),
  Buffer.from('[[registry]]\nlocation = "a" # \xff\n', 'latin1'),
]

const PLACES = [
  '"a"',
  '"a:5000"',
  '"a:5000/path"',
  '"a/"',
  '"http://a"',
  '"https://a"',
  '"*.a.com"',
  '"a.*.com"',
  '""',
  '1',
]

const REGISTRY_FIELDS = [
  ...PLACES.map((place) => `location = ${place}`),
  'insecure = true',
  'insecure = "true"',
  'blocked = true',
  'blocked = 1',
  'mirror-by-digest-only = true',
  'mirror-by-digest-only = "yes"',
  'locaton = "a"',
  'mirrors = ["m"]',
  'pull-from-mirror = "all"',
]

const MIRROR_FIELDS = [
  ...PLACES.map((place) => `location = ${place}`),
  ...['all', 'digest-only', 'tag-only', 'tags', ''].map((mode) => `location = "m"\npull-from-mirror = "${mode}"`),
  'location = "m"\ninsecure = true',
  'location = "m"\ninsecure = "true"',
  'location = "m"\nmirror-by-digest-only = true',
  'insecure = true',
  'prefix = "m"',
]

function mixtures(count: number): DifferentialCase[] {
  const number = numbersFrom(43)
  const texts = Array.from({ length: count }, () => {
    const prefix = pick(PLACES, number)
    const fields = [pick(REGISTRY_FIELDS, number), pick(REGISTRY_FIELDS, number)]
    const unique = [...new Map(fields.map((field) => [field.split(' ')[0], field])).values()]
    return `[[registry]]\nprefix = ${prefix}\n${unique.join('\n')}\n[[registry.mirror]]\n${pick(MIRROR_FIELDS, number)}\n`
  })
  return cases('mix', texts)
}
