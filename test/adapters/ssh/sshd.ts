import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export type KeyType = 'ed25519' | 'ecdsa' | 'rsa'

export interface SshdOptions {
  readonly hostKeys?: readonly KeyType[]
  /** More lines of sshd_config; the first of a keyword counts, so these win. */
  readonly config?: readonly string[]
}

/** A real OpenSSH server on loopback, with host keys and one client key of its own. */
export interface Sshd {
  readonly port: number
  readonly directory: string
  readonly user: string
  /** A private key that may log in. */
  readonly keyFile: string
  readonly knownHostsFile: string
  hostKeyFile(type: KeyType): string
  /** The `known_hosts` lines of its keys. */
  knownHosts(types?: readonly KeyType[]): string
  /** What sshd logged so far. */
  log(): string
  stop(): Promise<void>
}

const SSHD = '/usr/sbin/sshd'

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  if (!existsSync(SSHD)) throw new Error(`${SSHD} is missing: these tests need the Debian package openssh-server`)
  const directory = await mkdtemp(join(tmpdir(), 'longshore-sshd-'))
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 })
  execFileSync('chmod', ['755', directory])
  const types = options.hostKeys ?? ['ed25519', 'rsa']
  const hostKeyFile = (type: KeyType) => join(directory, `host_${type}`)
  for (const type of types) keygen(hostKeyFile(type), type)
  const keyFile = join(directory, 'client')
  keygen(keyFile, 'ed25519')
  await writeFile(join(directory, 'authorized'), readFileSync(`${keyFile}.pub`), { mode: 0o644 })
  const port = await freePort()
  const config = [
    ...(options.config ?? []),
    `ListenAddress 127.0.0.1:${port}`,
    ...types.map((type) => `HostKey ${hostKeyFile(type)}`),
    `AuthorizedKeysFile ${join(directory, 'authorized')}`,
    // A home without a .bashrc, which bash reads under sshd and which may be slow.
    `SetEnv HOME=${directory}`,
    'StrictModes no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'PidFile none',
    'MaxStartups 100',
    'LogLevel VERBOSE',
  ]
  await writeFile(join(directory, 'sshd_config'), `${config.join('\n')}\n`)
  const child = spawn(SSHD, ['-D', '-e', '-f', join(directory, 'sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  await listening(port, child, () => log)
  const knownHosts = (wanted = types) =>
    wanted.map((type) => `[127.0.0.1]:${port} ${publicKey(hostKeyFile(type))}\n`).join('')
  const knownHostsFile = join(directory, 'known_hosts')
  await writeFile(knownHostsFile, knownHosts())
  return {
    port,
    directory,
    user: userInfo().username,
    keyFile,
    knownHostsFile,
    hostKeyFile,
    knownHosts,
    log: () => log,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.kill()) await ended
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export function keygen(file: string, type: KeyType, ...more: readonly string[]): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file, '-C', 'longshore-test', ...more])
}

/** Type and base64 of a public key file. */
export function publicKey(file: string): string {
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function listening(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log()}`)
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
