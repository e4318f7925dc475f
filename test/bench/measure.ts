import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Cost {
  readonly wallMs: number
  /** User and system time of the program and of everything that it started. */
  readonly cpuMs: number
  /** The most that they held at once, memory that they share counted once. */
  readonly rssMb: number
}

const SAMPLE_MS = 200

/** The kernel does not count what is left when an init ends: it ends it itself, and takes it in while it sleeps. */
const INIT = '"$@"; echo $? >&3; trap : TERM; kill -TERM -1 2>/dev/null; sleep 0.5'

/**
 * Runs a program to its end and gives what it cost; throws when it fails. It runs in a process namespace of its own, whose
 * init waits for all that is left in it: the connections that Ansible leaves open are ended and counted too.
 */
export async function measure(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Cost> {
  const before = childrenCpuMs(process.pid)
  const start = performance.now()
  let wallMs = 0
  const inside = ['sh', '-c', INIT, 'sh', ...argv]
  const child = spawn('unshare', ['--pid', '--fork', '--kill-child', '--mount-proc', ...inside], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    cwd: folder,
    env: { ...process.env, ...env, HOME: folder, XDG_STATE_HOME: `${folder}/state`, NO_COLOR: '1' },
  })
  let said = ''
  let code = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
  }
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    wallMs = performance.now() - start
    code += chunk.toString()
  })
  let peakKb = 0
  const sampling = setInterval(() => (peakKb = Math.max(peakKb, heldKb(child.pid ?? 0))), SAMPLE_MS)
  await new Promise((done) => child.on('exit', done))
  clearInterval(sampling)
  if (code.trim() !== '0') throw new Error(`${argv.join(' ')} ended with ${code.trim()}: ${said}`)
  return { wallMs, cpuMs: childrenCpuMs(process.pid) - before, rssMb: peakKb / 1024 }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** CPU time of ended children of a process (proc(5): cutime and cstime, in ticks of 10 ms). */
export function childrenCpuMs(pid: number): number {
  const fields = statOf(pid)
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Proportional set sizes below a process; of a single process its own peak, which no sample misses by much. */
function heldKb(root: number): number {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc'))
    if (/^\d+$/.test(entry)) parents.set(Number(entry), Number(statOf(entry)[1]))
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid) ?? 0))
  let sum = 0
  for (const pid of parents.keys()) if (pid !== root && below(pid)) sum += numberIn(`/proc/${pid}/smaps_rollup`, 'Pss')
  return sum
}

function statOf(pid: number | string): readonly string[] {
  return textOf(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
}

function numberIn(path: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(textOf(path))?.[1] ?? 0)
}

/** Empty where the process is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
