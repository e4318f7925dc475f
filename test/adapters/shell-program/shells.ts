import { execFileSync, spawn } from 'node:child_process'
import { FrameParser } from '../../../src/adapters/shell-program/frame-parser.ts'
import { compileProgram } from '../../../src/adapters/shell-program/compile-program.ts'
import type { RemoteCommand } from '../../../src/model/remote-command.ts'

/** The shells of this machine that play /bin/sh somewhere: Debian, Red Hat, Alpine. */
export const shells: readonly (readonly string[])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program = '']) => isInstalled(program),
)

export function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface Ran {
  readonly exitCodes: readonly number[]
  readonly stdout: readonly Buffer[]
  readonly stderr: readonly Buffer[]
  readonly finished: boolean
}

/** Runs the program of a list of commands in that shell. */
export async function runIn(shell: readonly string[], commands: readonly RemoteCommand[]): Promise<Ran> {
  const program = compileProgram(commands)
  if (!program.ok) throw program.error
  const stdout = new FrameParser(program.value.token)
  const stderr = new FrameParser(program.value.token)
  await feed(shell, program.value.text, stdout, stderr)
  return {
    exitCodes: stdout.frames.map((frame) => frame.exitCode),
    stdout: stdout.frames.map((frame) => frame.bytes),
    stderr: stderr.frames.map((frame) => frame.bytes),
    finished: stdout.finished && stderr.finished,
  }
}

/** Feeds text to a shell in a process group of its own, as on a host, and closes its stdin. */
export async function feed(
  shell: readonly string[],
  text: Buffer,
  stdout: { push: (chunk: Buffer) => void },
  stderr: { push: (chunk: Buffer) => void },
): Promise<void> {
  const child = spawn(shell[0] ?? 'sh', shell.slice(1), { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(text)
  await new Promise((resolve) => child.once('close', resolve))
}
