import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Cost {
  readonly wallMs: number
  /** User and system time, children included. */
  readonly cpuMs: number
}

/** Runs a program to its end and gives what it cost. Throws when it fails. */
export async function timed(argv: readonly string[], stateHome: string): Promise<Cost> {
  const [program = '', ...args] = argv
  const before = childrenCpuMs()
  const start = performance.now()
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, XDG_STATE_HOME: stateHome },
  })
  const code = await new Promise((done) => child.on('close', done))
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}`)
  return { wallMs: performance.now() - start, cpuMs: childrenCpuMs() - before }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** CPU time of ended children of this process (proc(5): cutime and cstime, in ticks of 10 ms). */
function childrenCpuMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * 10
}
