import { chmod, chown, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { GENERATIONS, HOST_NAMES, type Generation } from './generations.ts'
import { MIRROR_ADDRESS, UPSTREAM_ADDRESS, UPSTREAM_NAMES } from './network.ts'
import { CA_CERT, SSH_KEY, hostPaths } from './paths.ts'

const OPS = 1001
const PAT = 1002
const USERS = [
  { home: 'root', uid: 0 },
  { home: 'home/ops', uid: OPS },
  { home: 'home/pat', uid: PAT },
] as const

/**
 * Writes the layer that turns a shared root into this one host of this one lab: names, address, keys, the lab's CA.
 * It lies between the root and what the host writes, so a reset brings it back untouched.
 */
export async function writeSeedLayer(generation: Generation, root: string): Promise<void> {
  const { seed, hostKey } = hostPaths(generation.name)
  await rm(seed, { recursive: true, force: true })
  await mkdir(seed, { recursive: true, mode: 0o755 })

  await put(seed, 'etc/hostname', `${generation.name}\n`)
  await put(seed, 'etc/machine-id', `${createHash('md5').update(`longshore-lab ${generation.name}`).digest('hex')}\n`)
  await put(seed, 'etc/hosts', hostsFile())
  await put(seed, 'etc/systemd/network/10-host0.network', networkFile(generation.address))
  await put(seed, 'etc/ssh/ssh_host_ed25519_key', await readFile(hostKey, 'utf8'), 0o600)
  await put(seed, 'etc/ssh/ssh_host_ed25519_key.pub', await readFile(`${hostKey}.pub`, 'utf8'))
  await trustLab(seed, root)
  for (const user of USERS) await authorize(seed, user)
}

function hostsFile(): string {
  return [
    '127.0.0.1 localhost',
    ...HOST_NAMES.map((name) => `${GENERATIONS[name].address} ${name}`),
    `${MIRROR_ADDRESS} mirror.lab`,
    `${UPSTREAM_ADDRESS} ${UPSTREAM_NAMES.join(' ')}`,
    '',
  ].join('\n')
}

/** A cut cable must look like a silent network, as it does on a real one, not like an interface without an address. */
function networkFile(address: string): string {
  return [
    '[Match]',
    'Name=host0',
    '[Network]',
    `Address=${address}/24`,
    'LinkLocalAddressing=no',
    'IPv6AcceptRA=no',
    'ConfigureWithoutCarrier=yes',
    'IgnoreCarrierLoss=yes',
    '',
  ].join('\n')
}

/** What update-ca-certificates would do, without a second per boot. */
async function trustLab(seed: string, root: string): Promise<void> {
  const bundle = 'etc/ssl/certs/ca-certificates.crt'
  const authority = await readFile(CA_CERT, 'utf8')
  await put(seed, 'usr/local/share/ca-certificates/longshore-lab.crt', authority)
  await put(seed, 'etc/ssl/certs/longshore-lab.pem', authority)
  await put(seed, bundle, (await readFile(`${root}/${bundle}`, 'utf8')) + authority)
}

async function authorize(seed: string, user: (typeof USERS)[number]): Promise<void> {
  const folder = `${seed}/${user.home}/.ssh`
  await mkdir(folder, { recursive: true })
  await copyFile(`${SSH_KEY}.pub`, `${folder}/authorized_keys`)
  for (const path of [`${folder}/authorized_keys`, folder, dirname(folder)]) await chown(path, user.uid, user.uid)
  await chmod(`${folder}/authorized_keys`, 0o600)
  await chmod(folder, 0o700)
  await chmod(dirname(folder), 0o700)
}

async function put(seed: string, path: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(`${seed}/${path}`), { recursive: true, mode: 0o755 })
  await writeFile(`${seed}/${path}`, text, { mode })
}
