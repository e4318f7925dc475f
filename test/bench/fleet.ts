import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runOrThrow } from '../lab/run.ts'
import { forgetLongshore, hostRoots } from './host-roots.ts'
import { childrenCpuMs } from './measure.ts'

export const SSHD_PORT = 2222
/** What every host has before a run. */
const DAEMON_JSON = `${JSON.stringify({ 'log-driver': 'json-file', 'log-opts': { 'max-size': '10m' } }, null, 4)}\n`

/** Longshore's verifies host keys; Ansible's has its ansible.cfg, which does not. */
export interface Inventories {
  readonly longshore: string
  readonly ansible: string
}

/**
 * One sshd in a root file system of its own that plays all hosts: each address of 127.0.1.0/24 and up is one, with an
 * identity of its own (host-roots.ts).
 */
export interface Fleet {
  readonly folder: string
  readonly keyFile: string
  /** Where the programs of the own module are, once they are recorded. */
  readonly ownPrograms: string
  /** Inventories of the first so many hosts, for a port. */
  inventory(hosts: number, port: number): Promise<Inventories>
  /** Gives every host the file that it begins with, and nothing of an earlier run. */
  reset(hosts: number): Promise<void>
  /** Throws where the work was not done on every host. */
  verify(hosts: number): Promise<void>
  /** What all that the hosts did so far took of the CPU, once every session has ended. */
  cpuMs(): Promise<number>
}

export function addresses(hosts: number): readonly string[] {
  return Array.from({ length: hosts }, (_, index) => `127.0.${1 + Math.floor(index / 254)}.${1 + (index % 254)}`)
}

/** For at most so many hosts. */
export async function startFleet(root: string, hosts: number): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'longshore-bench-'))
  const keyFile = join(folder, 'client')
  await prepareRoot(root, folder, keyFile, addresses(hosts))
  const child = spawn('chroot', [root, '/usr/sbin/sshd', '-D', '-e', '-f', '/run/bench/sshd_config'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await listening(() => child.exitCode !== null)
  const hostKey = await publicKey(join(root, 'run/bench/host'))
  return {
    folder,
    keyFile,
    ownPrograms: join(folder, 'own-programs.json'),
    inventory: (hosts, port) => writeInventories({ folder, keyFile, hostKey }, hosts, port),
    async cpuMs() {
      while (hasChildren(child.pid)) await pause()
      return childrenCpuMs(child.pid ?? 0)
    },
    async reset(hosts) {
      for (const name of addresses(hosts)) {
        await forgetLongshore(root, name)
        await mkdir(join(root, 'srv/hosts', name), { recursive: true })
        await writeFile(join(root, 'srv/hosts', name, 'daemon.json'), DAEMON_JSON)
      }
    },
    async verify(hosts) {
      for (const name of addresses(hosts)) {
        const text = await readFile(join(root, 'srv/hosts', name, 'daemon.json'), 'utf8')
        const { 'registry-mirrors': mirrors } = JSON.parse(text) as { 'registry-mirrors'?: readonly string[] }
        if (mirrors?.[0] !== 'http://10.0.0.9:5000') throw new Error(`the work was not done on ${name}: ${text}`)
      }
    },
  }
}

export async function writeInventories(
  { folder, keyFile, hostKey }: { readonly folder: string; readonly keyFile: string; readonly hostKey: string },
  hosts: number,
  port: number,
): Promise<Inventories> {
  const names = addresses(hosts)
  const knownHostsFile = join(folder, `known_hosts-${hosts}-${port}`)
  await writeFile(knownHostsFile, names.map((name) => `[${name}]:${port} ${hostKey}\n`).join(''))
  const vars = [`ansible_port=${port}`, 'ansible_user=root', `ansible_ssh_private_key_file=${keyFile}`]
  const verified = `ansible_ssh_common_args="-o UserKnownHostsFile=${knownHostsFile} -o StrictHostKeyChecking=yes"`
  return {
    longshore: await writeInventory(join(folder, `longshore-${hosts}-${port}.ini`), names, [...vars, verified]),
    ansible: await writeInventory(join(folder, `ansible-${hosts}-${port}.ini`), names, vars),
  }
}

async function prepareRoot(root: string, folder: string, keyFile: string, names: readonly string[]): Promise<void> {
  for (const at of ['run', 'srv', 'tmp', 'root']) await runOrThrow(['mount', '-t', 'tmpfs', 'tmpfs', join(root, at)])
  await runOrThrow(['mount', '-t', 'proc', 'proc', join(root, 'proc')])
  await runOrThrow(['mount', '--bind', '/dev', join(root, 'dev')])
  await mkdir(join(root, 'run/sshd'))
  await mkdir(join(root, 'run/bench'))
  keygen(join(root, 'run/bench/host'))
  keygen(keyFile)
  await writeFile(join(root, 'run/bench/authorized'), await readFile(`${keyFile}.pub`))
  const config = [
    `ListenAddress 0.0.0.0:${SSHD_PORT}`,
    'HostKey /run/bench/host',
    'AuthorizedKeysFile /run/bench/authorized',
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
    'UseDNS no',
    'PidFile none',
    'MaxStartups 1000',
    'MaxSessions 100',
    'LogLevel ERROR',
    ...(await hostRoots(root, names)),
  ]
  await writeFile(join(root, 'run/bench/sshd_config'), `${config.join('\n')}\n`)
  await mkdir(join(folder, 'state'))
}

export function keygen(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file, '-C', 'longshore-bench'])
}

export async function publicKey(file: string): Promise<string> {
  return (await readFile(`${file}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ')
}

async function writeInventory(path: string, names: readonly string[], vars: readonly string[]): Promise<string> {
  await writeFile(path, `[fleet]\n${names.join('\n')}\n[fleet:vars]\n${vars.join('\n')}\n`)
  return path
}

function hasChildren(pid = 0): boolean {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8') !== ''
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

async function listening(hasEnded: () => boolean): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error('sshd ended')
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(SSHD_PORT, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await pause()
  }
}
