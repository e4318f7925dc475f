import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GENERATIONS, HOST_NAMES } from './generations.ts'
import { UPSTREAM_ADDRESS, UPSTREAM_NAMES } from './network.ts'
import { CA_CERT, CA_KEY, KNOWN_HOSTS, SSH_KEY, UPSTREAM_CERT, UPSTREAM_KEY, hostPaths } from './paths.ts'
import { runOrThrow } from './run.ts'

const DAYS = '3650'

/** Makes what the lab does not have yet: the operator's key, a key per host, known_hosts, the CA and its certificate. */
export async function ensureKeys(): Promise<void> {
  await ensureSshKey(SSH_KEY, 'longshore-lab')
  for (const name of HOST_NAMES) await ensureSshKey(hostPaths(name).hostKey, name)
  await writeKnownHosts()

  if (!existsSync(CA_CERT)) await makeAuthority()
  if (!existsSync(UPSTREAM_CERT)) await makeUpstreamCertificate()
}

async function ensureSshKey(path: string, comment: string): Promise<void> {
  if (existsSync(`${path}.pub`)) return
  await mkdir(dirname(path), { recursive: true })
  await runOrThrow(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path])
}

/** Leaves a file that is right alone: someone may be reading it. */
async function writeKnownHosts(): Promise<void> {
  const lines = await knownHosts()
  const present = await readFile(KNOWN_HOSTS, 'utf8').catch(() => '')
  if (present !== lines) await writeFile(KNOWN_HOSTS, lines)
}

/** The hosts' real keys: the lab made them, so nobody needs to trust a first answer. */
async function knownHosts(): Promise<string> {
  const lines = HOST_NAMES.map(async (name) => {
    const [type, key] = (await readFile(`${hostPaths(name).hostKey}.pub`, 'utf8')).split(' ')
    return `${name},${GENERATIONS[name].address} ${type} ${key}\n`
  })
  return (await Promise.all(lines)).join('')
}

async function makeAuthority(): Promise<void> {
  await openssl([
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    DAYS,
    '-subj',
    '/CN=Longshore lab CA',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout',
    CA_KEY,
    '-out',
    CA_CERT,
  ])
}

async function makeUpstreamCertificate(): Promise<void> {
  const names = [...UPSTREAM_NAMES.map((name) => `DNS:${name}`), `IP:${UPSTREAM_ADDRESS}`].join(',')
  const request = `${UPSTREAM_CERT}.request`
  const extensions = `${UPSTREAM_CERT}.extensions`
  await writeFile(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  await openssl([
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=Longshore lab upstream',
    '-keyout',
    UPSTREAM_KEY,
    '-out',
    request,
  ])
  await openssl([
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    CA_CERT,
    '-CAkey',
    CA_KEY,
    '-CAcreateserial',
    '-days',
    DAYS,
    '-extfile',
    extensions,
    '-out',
    UPSTREAM_CERT,
  ])
}

async function openssl(args: readonly string[]): Promise<void> {
  await runOrThrow(['openssl', ...args])
}
