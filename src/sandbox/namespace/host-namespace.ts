import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { closeSync, constants, existsSync, fstatSync, openSync, statSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'

import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { hostDidNotStart } from '../errors.ts'
import type { Programs } from './programs.ts'
import { HOST_SCRIPT } from './tool-script.ts'

/** The namespaces of one host, alive as long as this process is: their process 1 reads a pipe from it. */
export interface HostNamespace {
  /** The host's `/` as a path of this process, pinned: it never comes to mean another folder. */
  readonly root: string
  /** Starts a shell line in the host as its root user, in a process group of its own. */
  spawn(line: string, environment: Readonly<Record<string, string>>): HostProcess
  close(): Promise<void>
}

export type HostProcess = ChildProcessByStdio<Writable, Readable, Readable>

export interface NamespaceOptions {
  readonly name: string
  /** An empty folder. */
  readonly folder: string
  readonly tools: readonly string[]
  readonly configDiskBytes?: number
}

export async function openNamespace(
  programs: Programs,
  options: NamespaceOptions,
): Promise<Result<HostNamespace, LongshoreError>> {
  const flags = ['--user', '--map-root-user', '--mount', '--uts', '--pid', '--fork', '--kill-child']
  const argv = [...flags, programs.sh, '-c', HOST_SCRIPT, 'sh', options.folder, options.name, ...options.tools]
  const holder = spawn(programs.unshare, argv, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: {
      PATH: HOST_PATH,
      ...(options.configDiskBytes === undefined ? {} : { CONFIG_DISK_BYTES: String(options.configDiskBytes) }),
    },
  })
  holder.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()))
  const pid = await readyPid(holder, ended)
  if (typeof pid === 'string') return err(hostDidNotStart(options.name, pid))
  holder.stderr.resume()
  const pinned = pinRoot(pid)
  if (pinned === undefined) {
    holder.kill('SIGKILL')
    return err(hostDidNotStart(options.name, 'its root is not its own'))
  }

  const target = ['--target', String(pid), '--user', '--preserve-credentials', '--mount', '--uts', '--pid']
  return ok({
    root: `/proc/self/fd/${pinned}`,
    spawn: (line, environment) => {
      if (holder.exitCode !== null || holder.signalCode !== null) throw new Error(`host ${options.name} has ended`)
      return spawn(programs.nsenter, [...target, '--root', '--wd', '/bin/sh', '-c', line], {
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
        env: { ...HOST_ENVIRONMENT, ...environment },
      })
    },
    close: async () => {
      holder.stdin.end()
      const stubborn = setTimeout(() => holder.kill('SIGKILL'), 2000)
      await ended
      clearTimeout(stubborn)
      closeSync(pinned)
    },
  })
}

/**
 * Holds the host's root folder open. Undefined, and nothing is ever written, where that folder is this machine's own: a
 * process's root is the machine's until it has changed it, and again once its id belongs to another process.
 */
function pinRoot(pid: number): number | undefined {
  const folder = openSync(`/proc/${pid}/root`, constants.O_RDONLY | constants.O_DIRECTORY)
  const [host, machine] = [fstatSync(folder), statSync('/')]
  const own = host.dev !== machine.dev && existsSync(`/proc/self/fd/${folder}/run/sandbox/request`)
  if (own) return folder
  closeSync(folder)
  return undefined
}

const HOST_PATH = '/run/sandbox/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const HOST_ENVIRONMENT = { PATH: HOST_PATH, HOME: '/root', USER: 'root', LOGNAME: 'root', SHELL: '/bin/sh' }

/** The holder's process id as seen from here, or what it complained of. */
async function readyPid(holder: HostProcess, ended: Promise<void>): Promise<number | string> {
  let said = ''
  let complaint = ''
  holder.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const ready = new Promise<number>((resolve) => {
    holder.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const pid = /^ready (\d+)$/m.exec(said)?.[1]
      if (pid !== undefined) resolve(Number(pid))
    })
  })
  const failure = new Promise<string>((resolve) => {
    holder.once('error', (error) => resolve(error.message))
    void ended.then(() => resolve(complaint.trim().split('\n').at(-1) ?? 'it ended'))
  })
  return Promise.race([ready, failure])
}
