import { spawn } from 'node:child_process'
import type { Notice } from '../../model/notification.ts'
import type { Attempt } from './attempt.ts'

const MOST_SAID = 300

/** Runs a command without a shell, with the notice as JSON on stdin and its parts in the environment. */
export function runHook(argv: readonly string[], notice: Notice, env: Env, timeoutMs: number): Promise<Attempt> {
  const [program = '', ...args] = argv
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
      env: { ...env, ...partsOf(notice) },
    })
    let said = ''
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      endGroup(child.pid)
    }, timeoutMs)
    const settle = (attempt: Attempt) => {
      clearTimeout(timer)
      resolve(attempt)
    }
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, MOST_SAID)))
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${JSON.stringify(notice)}\n`)
    child.once('error', (cause) => settle({ reason: cause.message, isPassing: false, cause }))
    child.once('close', (code) => {
      if (isLate) settle({ reason: `it was not done within ${timeoutMs / 1000} s`, isPassing: false })
      else if (code === 0) settle('told')
      else
        settle({
          reason: `exit code ${code ?? 'of a signal'}${said === '' ? '' : `: ${said.trim()}`}`,
          isPassing: true,
        })
    })
  })
}

export type Env = Readonly<Record<string, string | undefined>>

function partsOf({ event, text, run }: Notice): Record<string, string> {
  return {
    LONGSHORE_EVENT: event,
    LONGSHORE_TEXT: text,
    ...(run === undefined ? {} : { LONGSHORE_RUN: run }),
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
