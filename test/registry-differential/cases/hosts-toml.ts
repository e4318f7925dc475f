import { MIRROR } from '../../lab/network.ts'
import { cases, numbersFrom, pick, type DifferentialCase } from './case.ts'

const URL = `http://${MIRROR}`
const HOST = `[host."${URL}"]\n`
const UPSTREAM = 'server = "https://registry-1.docker.io"\n'

/** Inputs for containerd's hosts directory: in each, only the lab's mirror is named, in good ways and in bad ones. */
export function hostsTomlCases(): DifferentialCase[] {
  return [
    ...cases('whole', WHOLE),
    ...cases('bytes', BYTES),
    ...cases(
      'field',
      FIELDS.map((field) => `${UPSTREAM}\n${HOST}  ${field}\n`),
    ),
    ...cases(
      'root',
      FIELDS.slice(0, 24).map((field) => `${field}\n${HOST}`),
    ),
    ...mixtures(60),
  ]
}

const WHOLE = [
  HOST,
  `${UPSTREAM}${HOST}`,
  '',
  '# nothing but a comment\n',
  UPSTREAM,
  `server = "${URL}"\n`,
  `server = 1\n${HOST}`,
  `server = ["${URL}"]\n${HOST}`,
  `server = ""\n${HOST}`,
  'server = "https://docker.io"\n' + HOST,
  `host."${URL}".capabilities = ["pull", "resolve"]\n`,
  `host = {"${URL}" = {capabilities = ["pull", "resolve"]}}\n`,
  `[host]\n"${URL}" = {capabilities = ["pull", "resolve"]}\n`,
  `[host]\n"${URL}".capabilities = ["pull", "resolve"]\n`,
  `[host]\n${HOST}`,
  '[host]\n',
  'host = 1\n',
  `host = "${URL}"\n`,
  `[[host]]\nurl = "${URL}"\n`,
  `[host."${URL}".header]\nx = "y"\n`,
  `[hosts."${URL}"]\n`,
  `[Host."${URL}"]\n`,
  `[host.'${URL}']\n`,
  `[ host . "${URL}" ]\n`,
  `[host."${URL}"]\n[host."${URL}"]\n`,
  `[host."${URL}"\n`,
  `[host."${URL}]\n`,
  `${HOST}capabilities = ["pull",\n`,
  `${HOST}capabilities = ["pull" "resolve"]\n`,
  `${HOST}capabilities == ["pull"]\n`,
  `${HOST}skip_verify = yes\n`,
  `${HOST}x = { a = 1, }\n`,
  `${HOST}ca = "\\e"\n`,
  `${HOST}a = 1\na = 2\n`,
  `[unknown]\na = 1\n${HOST}`,
  `unknown = true\n${HOST}`,
  `${HOST}\r\n  capabilities = ["pull", "resolve"]\r\n`,
  `[host."${URL}/"]\n`,
  `[host."${URL}/v2"]\n`,
  `[host."${URL}/v2"]\noverride_path = true\n`,
  `[host."HTTP://${MIRROR}"]\n`,
  `[host."http://10.77.0.1:port"]\n${HOST}`,
  `[host."http://a b"]\n${HOST}`,
  `[host."http://[::1"]\n${HOST}`,
  `[host."http://10.77.0.1/%zz"]\n${HOST}`,
  `${HOST}[host."${URL}".header]\n`,
]

const BYTES = [
  Buffer.from(`\uFEFF${HOST}`),
  Buffer.from(`${HOST}# \xff\n`, 'latin1'),
  Buffer.from(`\uFEFF${HOST}`, 'utf16le'),
]

const FIELDS = [
  'capabilities = ["pull", "resolve"]',
  'capabilities = ["Pull", "RESOLVE"]',
  'capabilities = ["pull", "resolve", "push"]',
  'capabilities = []',
  'capabilities = ["pull", "resolve", "referrers"]',
  'capabilities = ["pull", "resolve", "delete"]',
  'capabilities = "pull"',
  'capabilities = ["pull", 1]',
  'capabilities = 1',
  'capabilities = ""',
  'skip_verify = true',
  'skip_verify = false',
  'skip_verify = "true"',
  'skip_verify = 1',
  'override_path = false',
  'override_path = "no"',
  'dial_timeout = "2s"',
  'dial_timeout = "200ms"',
  'dial_timeout = "1h2m3.5s"',
  'dial_timeout = "2 s"',
  'dial_timeout = "two"',
  'dial_timeout = 2',
  'ca = 1',
  'ca = true',
  'ca = [1]',
  'ca = {a = "b"}',
  'client = 1',
  'client = [1]',
  'client = [["/a"]]',
  'client = [["/a", "/b", "/c"]]',
  'client = {a = "b"}',
  'header = {x = "y"}',
  'header = {x = ["y", "z"]}',
  'header = {x = 1}',
  'header = {x = [1]}',
  'header = {x = {y = "z"}}',
  'header = "x: y"',
  'header = ["x"]',
  'capability = ["pull"]',
  'skipverify = true',
  'insecure_skip_verify = true',
  'rewrite = {a = "b"}',
  'proxy = "http://p"',
  'username = "u"',
]

/** Two or three fields of one host; a name twice would be another mistake, and is left out. */
function mixtures(count: number): DifferentialCase[] {
  const number = numbersFrom(7)
  const texts = Array.from({ length: count }, () => {
    const chosen = Array.from({ length: 2 + number(2) }, () => pick(FIELDS, number))
    const unique = [...new Map(chosen.map((field) => [field.split(' ')[0], field])).values()]
    return `${number(2) === 0 ? UPSTREAM : ''}${HOST}  ${unique.join('\n  ')}\n`
  })
  return cases('mix', texts)
}
