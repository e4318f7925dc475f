import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GENERATIONS, HOST_NAMES } from './generations.ts'
import { MIRROR_ADDRESS, UPSTREAM_ADDRESS, UPSTREAM_NAMES } from './network.ts'
import {
  CA_CERT,
  CA_KEY,
  KNOWN_HOSTS,
  PRIVATE_CA_CERT,
  PRIVATE_CA_KEY,
  PRIVATE_CERT,
  PRIVATE_KEY,
  SSH_KEY,
  UPSTREAM_CERT,
  UPSTREAM_KEY,
  hostPaths,
} from './paths.ts'
import { runOrThrow } from './run.ts'

const DAYS = '3650'

/** Makes what the lab does not have yet: the operator's key, a key per host, known_hosts, the CA and its certificate. */
export async function ensureKeys(): Promise<void> {
  await ensureSshKey(SSH_KEY, 'longshore-lab')
  for (const name of HOST_NAMES) await ensureSshKey(hostPaths(name).hostKey, name)
  await writeKnownHosts()

  if (!existsSync(CA_CERT)) await makeAuthority(LAB)
  if (!existsSync(UPSTREAM_CERT)) await makeCertificate(UPSTREAM, LAB)
  if (!existsSync(PRIVATE_CA_CERT)) await makeAuthority(UNKNOWN)
  if (!existsSync(PRIVATE_CERT)) await makeCertificate(PRIVATE_REGISTRY, UNKNOWN)
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

interface Signed {
  readonly name: string
  readonly certificate: string
  readonly key: string
}

const LAB: Signed = { name: 'Longshore lab CA', certificate: CA_CERT, key: CA_KEY }
/** No host trusts it until a test makes it so. */
const UNKNOWN: Signed = { name: 'Longshore lab private CA', certificate: PRIVATE_CA_CERT, key: PRIVATE_CA_KEY }

const UPSTREAM = {
  name: 'Longshore lab upstream',
  certificate: UPSTREAM_CERT,
  key: UPSTREAM_KEY,
  names: [...UPSTREAM_NAMES.map((name) => `DNS:${name}`), `IP:${UPSTREAM_ADDRESS}`],
}
const PRIVATE_REGISTRY = {
  name: 'Longshore lab private registry',
  certificate: PRIVATE_CERT,
  key: PRIVATE_KEY,
  names: [`IP:${MIRROR_ADDRESS}`],
}

async function makeAuthority({ name, certificate, key }: Signed): Promise<void> {
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
    `/CN=${name}`,
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout',
    key,
    '-out',
    certificate,
  ])
}

async function makeCertificate(
  { name, certificate, key, names }: Signed & { readonly names: readonly string[] },
  authority: Signed,
): Promise<void> {
  const request = `${certificate}.request`
  const extensions = `${certificate}.extensions`
  await writeFile(extensions, `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\n`)
  await openssl([
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    key,
    '-out',
    request,
  ])
  await openssl([
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    authority.certificate,
    '-CAkey',
    authority.key,
    '-CAcreateserial',
    '-days',
    DAYS,
    '-extfile',
    extensions,
    '-out',
    certificate,
  ])
}

async function openssl(args: readonly string[]): Promise<void> {
  await runOrThrow(['openssl', ...args])
}
