import { spawn } from 'node:child_process'

export interface CommandOutput {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 120_000
const KILLED_BY_DEADLINE = 124

/** Runs a command of this machine to its end. A non-zero exit is a result; only a missing program throws. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<CommandOutput> {
  const [program = '', ...args] = argv
  const env = { ...process.env, ...options.env }
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })

  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')

  let late = false
  const deadline = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, options.timeoutMs ?? DEFAULT_TIMEOUT_MS)

  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      clearTimeout(deadline)
      reject(error)
    })
    child.on('close', (code) => {
      clearTimeout(deadline)
      const exitCode = late ? KILLED_BY_DEADLINE : (code ?? KILLED_BY_DEADLINE + 1)
      resolve({ exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() })
    })
  })
}

/** For commands that have no reason to fail: throws with the command's own words. */
export async function runOrThrow(argv: readonly string[], options: RunOptions = {}): Promise<CommandOutput> {
  const output = await run(argv, options)
  if (output.exitCode === 0) return output
  const words = (output.stderr || output.stdout).trim().split('\n').slice(-12).join('\n')
  throw new Error(`${argv.join(' ')} ended with ${output.exitCode}: ${words}`)
}
