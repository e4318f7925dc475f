import { readFileSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { RUNNING } from './paths.ts'

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  readonly pid: number
  readonly startTicks: string
  readonly bootId: string
}

const PPID = 1
const START_TICKS = 19

export function identify(pid: number): ProcessId | undefined {
  const stat = statOf(pid)
  if (stat === undefined || stat[0] === 'Z') return undefined
  return { pid, startTicks: stat[START_TICKS] ?? '', bootId: bootId() }
}

export function isAlive(id: ProcessId): boolean {
  const now = identify(id.pid)
  return now !== undefined && now.startTicks === id.startTicks && now.bootId === id.bootId
}

/** On a machine that is busy, the kernel takes its time with a namespace full of processes. */
const ENDED_MS = 60_000
const POLL_MS = 25

/** Sends SIGKILL to exactly this process, and returns once it is gone. */
export async function end(id: ProcessId): Promise<void> {
  for (let tries = 0; isAlive(id); tries++) {
    if (tries * POLL_MS >= ENDED_MS) throw new Error(`process ${id.pid} does not end`)
    kill(id.pid)
    await sleep(POLL_MS)
  }
}

/** A process that is gone by now is what was wanted. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export function childrenOf(pid: number): readonly number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return pids.map(Number).filter((candidate) => statOf(candidate)?.[PPID] === String(pid))
}

/** Whether the process is number 1 of a process namespace below ours. */
export function isNamespaceInit(pid: number): boolean {
  try {
    return /^NSpid:\t\d+\t(\d+\t)*1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Remembers the processes of one part of the lab, for whoever ends them later, perhaps after a crash. */
export async function remember(part: string, ids: readonly ProcessId[]): Promise<void> {
  await mkdir(RUNNING, { recursive: true })
  const path = `${RUNNING}/${part}.json`
  await writeFile(`${path}.new`, JSON.stringify(ids))
  await rename(`${path}.new`, path)
}

export async function recall(part: string): Promise<readonly ProcessId[]> {
  const text = await readFile(`${RUNNING}/${part}.json`, 'utf8').catch(() => '[]')
  const ids = JSON.parse(text) as readonly ProcessId[]
  return ids.filter(isAlive)
}

/** Ends what was remembered of one part, in the remembered order. */
export async function endPart(part: string): Promise<void> {
  for (const id of await recall(part)) await end(id)
  await rm(`${RUNNING}/${part}.json`, { force: true })
}

/** The fields of /proc/PID/stat after the command name, which may itself hold spaces and brackets. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}
