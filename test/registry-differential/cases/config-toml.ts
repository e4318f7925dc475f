import { cases, numbersFrom, pick, type DifferentialCase } from './case.ts'

const CRI = 'plugins."io.containerd.grpc.v1.cri"'
const IMAGES = "plugins.'io.containerd.cri.v1.images'"
const PATH = 'config_path = "/etc/containerd/certs.d"\n'

/** Inputs for containerd's own configuration. Those called `cri` are about what the CRI plugin makes of it. */
export function configTomlCases(): DifferentialCase[] {
  return [...cases('cri', CRI_TEXTS), ...cases('text', TEXTS), ...sectionCases(), ...mixtures(30)]
}

const MIRRORS = `[${CRI}.registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n`

const CRI_TEXTS = [
  '',
  'version = 2\n',
  `version = 2\n[${CRI}.registry]\n${PATH}`,
  `version = 2\n[${CRI}.registry]\n${PATH}${MIRRORS}`,
  `version = 2\n${MIRRORS}`,
  `version = 2\n[${CRI}.registry]\n${PATH}[${CRI}.registry.configs."m".tls]\ninsecure_skip_verify = true\n`,
  `version = 2\n[${CRI}.registry.configs."m".tls]\ninsecure_skip_verify = true\n`,
  `version = 2\n[${CRI}.registry]\n${PATH}[${CRI}.registry.configs."m".auth]\nusername = "u"\npassword = "p"\n`,
  `version = 2\n[${CRI}]\nstream_idle_timeout = "soon"\n`,
  `version = 2\n[${CRI}]\nimage_pull_progress_timeout = "5m"\n`,
  `version = 2\n[${CRI}]\nimage_pull_progress_timeout = "soon"\n`,
  `version = 2\n[${CRI}]\nmax_concurrent_downloads = 10\n`,
  `version = 2\nrequired_plugins = ["io.containerd.grpc.v1.cri"]\n`,
  `version = 2\nrequired_plugins = ["cri"]\n`,
]

const TEXTS = [
  'version = 1\n',
  'version = 3\n',
  'version = 4\n',
  'version = 5\n',
  'version = 0\n',
  'version = "2"\n',
  'version = 2.0\n',
  'version = \n',
  'version = 2\nversion = 2\n',
  'version = 2\nroot = 1\n',
  'version = 2\nroot = ["a"]\n',
  'version = 2\noom_score = "0"\n',
  'version = 2\noom_score = -999\n',
  'version = 2\nimports = "/x"\n',
  'version = 2\nimports = []\n',
  'version = 2\nimports = [1]\n',
  'version = 2\ndisabled_plugins = "cri"\n',
  'version = 2\ndisabled_plugins = ["a.b.c"]\n',
  'version = 2\nunknown = 1\n',
  'version = 2\n[unknown]\na = 1\n',
  'version = 2\n[grpc]\naddress = "/run/x.sock"\n',
  'version = 2\n[grpc]\nuid = "0"\n',
  'version = 2\n[grpc]\nunknown = "0"\n',
  'version = 2\n[debug]\nlevel = 1\n',
  'version = 2\n[debug]\nlevel = "debug"\n',
  'version = 2\n[metrics]\naddress = "127.0.0.1:1338"\n',
  'version = 2\n[metrics]\ngrpc_histogram = "no"\n',
  'version = 2\n[timeouts]\n"io.containerd.timeout.shim.load" = "5s"\n',
  'version = 2\n[timeouts]\n"io.containerd.timeout.shim.load" = 5\n',
  'version = 2\n[plugins]\n',
  'version = 2\nplugins = 1\n',
  'version = 2\n[[plugins]]\n',
  'version = 2\n[plugins."a.b.c"]\nx = 1\n',
  `version = 2\n[${CRI}]\n[${CRI}]\n`,
  `version = 2\n[${CRI}\n`,
  `version = 2\n[${CRI}]]\n`,
  'version = 2 # why\n',
  'version = 2\r\n',
  "version = 2\nroot = '/var/lib/containerd'\n",
  'version = 2\nroot = "/var\\q"\n',
  'version = 2\nroot = """/var/lib/containerd"""\n',
  'version = 2\nx = { a = 1, }\n',
  'version = 2\na.b = 1\n',
  'this is no TOML\n',
  '{"version": 2}\n',
]

const LINES: readonly (readonly [table: string, line: string])[] = [
  ['', 'sandbox_image = "p"'],
  ['', 'sandbox_image = 1'],
  ['', 'max_concurrent_downloads = 5'],
  ['', 'max_concurrent_downloads = "5"'],
  ['', 'max_concurrent_downloads = 5.5'],
  ['', 'max_concurrent_downloads = true'],
  ['', 'enable_selinux = true'],
  ['', 'enable_selinux = "true"'],
  ['', 'unknown_key = 1'],
  ['.registry', 'config_path = "/etc/containerd/certs.d"'],
  ['.registry', 'config_path = ["/etc/containerd/certs.d"]'],
  ['.registry', 'config_path = 1'],
  ['.registry', 'config_paht = "/x"'],
  ['.registry.mirrors."docker.io"', 'endpoint = ["https://m"]'],
  ['.registry.mirrors."docker.io"', 'endpoint = "https://m"'],
  ['.registry.mirrors."docker.io"', 'endpoint = [1]'],
  ['.registry.mirrors."docker.io"', 'endpoints = ["https://m"]'],
  ['.registry.configs."m".tls', 'insecure_skip_verify = true'],
  ['.registry.configs."m".tls', 'insecure_skip_verify = "true"'],
  ['.registry.configs."m".auth', 'username = 1'],
  ['.registry.configs."https://m".auth', 'username = "u"'],
  ['.registry.headers', 'x = ["y"]'],
  ['.registry.headers', 'x = "y"'],
]

function sectionCases(): DifferentialCase[] {
  const old = LINES.map(([table, line]) => `version = 2\n[${CRI}${table}]\n${line}\n`)
  const unqualified = LINES.slice(9, 16).map(([table, line]) => `[${CRI}${table}]\n${line}\n`)
  const short = LINES.slice(9, 16).map(([table, line]) => `version = 1\n[plugins.cri${table}]\n${line}\n`)
  return cases('section', [...old, ...unqualified, ...short, `version = 3\n[${IMAGES}.registry]\n${PATH}`])
}

function mixtures(count: number): DifferentialCase[] {
  const number = numbersFrom(11)
  const texts = Array.from({ length: count }, () => {
    const [first, second] = [pick(LINES, number), pick(LINES, number)]
    const tables = first[0] === second[0] ? [first] : [first, second]
    return `version = 2\n${tables.map(([table, line]) => `[${CRI}${table}]\n  ${line}\n`).join('')}`
  })
  return cases('mix', texts)
}
