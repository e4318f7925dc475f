import { spawn } from 'node:child_process'

export interface ScriptEnd {
  readonly stdout: string
  readonly stderr: string
  /** A code, the name of a signal, or why it could not be run at all. */
  readonly ended:
    | { readonly kind: 'code'; readonly code: number }
    | { readonly kind: 'signal'; readonly signal: string }
    | { readonly kind: 'not-started'; readonly cause: unknown }
    | { readonly kind: 'timed-out' }
}

/** Runs a program with no input, and gives what it printed. After `timeoutMs` it is killed. It never rejects. */
export function runScript(
  path: string,
  args: readonly string[],
  { cwd, timeoutMs }: { readonly cwd: string; readonly timeoutMs: number },
): Promise<ScriptEnd> {
  return new Promise((resolve) => {
    const child = spawn(path, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const out: Buffer[] = []
    const errors: Buffer[] = []
    const end = (ended: ScriptEnd['ended']) => {
      clearTimeout(timer)
      resolve({ stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(errors).toString('utf8'), ended })
    }
    const timer = setTimeout(() => {
      killGroup(child.pid)
      child.stdout.destroy()
      child.stderr.destroy()
      end({ kind: 'timed-out' })
    }, timeoutMs)
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    child.stderr.on('data', (piece: Buffer) => errors.push(piece))
    child.on('error', (cause) => end({ kind: 'not-started', cause }))
    child.on('close', (code, signal) =>
      end(code === null ? { kind: 'signal', signal: signal ?? '' } : { kind: 'code', code }),
    )
  })
}

/** What the program started dies with it: it is a group of its own. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself in the meantime.
  }
}
