import { err, ok, type Result } from '../../base/result.ts'
import type { Secret } from '../../base/secret.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ahead } from '../../ports/connection.ts'
import type { ShellProgram } from './compile-program.ts'
import { FrameParser } from './frame-parser.ts'
import type { ChannelEnd, ProgramChannel } from './program-channel.ts'

/** Why a program gave no outputs. The adapter knows the host and turns it into an error. */
export type ProgramFailure =
  | { readonly kind: 'aborted' | 'timed-out' | 'password-wrong' | 'silent' }
  | {
      readonly kind: 'ended-early'
      readonly end: ChannelEnd
      /** Whether the first command had begun. */
      readonly started: boolean
      /** What was said outside the commands: a login shell's or sudo's or su's complaint. */
      readonly said: string
    }

/** How to get past sudo or su, by what their stderr holds. */
export interface PasswordPrompt {
  /** Where its question ends in what was said since the last one; -1 where there is none. */
  readonly asksAt: (seen: string) => number
  /** Words that are there when the shell is. */
  readonly readyMark: string
  /** A line that goes in front of the program. */
  readonly startLine?: string
  /** A question that cannot be answered gets the end of stdin, and its reason is what is said then. */
  readonly asksOnce?: boolean
  readonly password?: Secret
}

export interface RunProgramOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  readonly prompt?: PasswordPrompt
  readonly ahead?: Ahead
}

/** For a far side that neither asks for the password nor starts: an unknown prompt, a hanging PAM module. */
const PROMPT_DEADLINE_MS = 60_000
/** The remote watcher kills what is left after 2 s. */
const ABORT_GRACE_MS = 5_000

/**
 * Feeds a program to a channel and gives the outputs of the commands that ran. The channel is closed then, unless its shell is kept
 * and waits for another program. On abort and on the deadline the remote
 * process group is ended, and awaited for 5 s. Once the commands themselves have run, nothing that happens to what goes along
 * with them is a failure.
 */
export async function runProgram(
  channel: ProgramChannel,
  program: ShellProgram,
  options: RunProgramOptions,
): Promise<Result<readonly CommandOutput[], ProgramFailure>> {
  const stdout = new FrameParser(program.token)
  const stderr = new FrameParser(program.token)
  const over = new AbortController()
  const hear: Record<'stdout' | 'stderr', (chunk: Buffer) => void> = { stdout: () => {}, stderr: () => {} }
  const outcome = new Promise<ProgramFailure | 'finished'>((resolve) => {
    const after = (ms: number, what: () => void) =>
      void options.clock.sleep(ms, over.signal).then(() => (over.signal.aborted ? undefined : what()))
    let isAhead = false
    const boundAhead = () => {
      isAhead = true
      if (options.ahead !== undefined) after(options.ahead.timeoutMs, () => resolve({ kind: 'timed-out' }))
    }
    const checkFinished = () => {
      if (stdout.finished && stderr.finished) resolve('finished')
      else if (stdout.cut !== undefined && stderr.cut !== undefined) {
        resolve(endedEarly(stderr.cut, stdout, stderr))
      } else if (!isAhead && haveRun(program, stdout, stderr)) boundAhead()
    }
    hear.stdout = (chunk) => {
      stdout.push(chunk)
      checkFinished()
    }
    channel.stdout.on('data', hear.stdout)
    const send = () => channel.stdin.write(program.text)
    const past = options.prompt === undefined ? undefined : passPrompt(channel, options.prompt, send)
    if (past === undefined) send()
    hear.stderr = (chunk) => {
      if (past?.(chunk) === 'refused') resolve({ kind: 'password-wrong' })
      stderr.push(chunk)
      checkFinished()
    }
    channel.stderr.on('data', hear.stderr)
    void channel.ended.then((end) => resolve(endedEarly(end, stdout, stderr)))
    onAbort(options.signal, over.signal, () => resolve({ kind: 'aborted' }))
    if (options.timeoutMs !== undefined) after(options.timeoutMs, () => resolve({ kind: 'timed-out' }))
    if (options.prompt !== undefined) {
      after(PROMPT_DEADLINE_MS, () => (stderr.started ? undefined : resolve({ kind: 'silent' })))
    }
  })
  const result = await outcome
  over.abort('over')
  if (result === 'finished') {
    if (program.keepsShell) {
      channel.stdout.removeListener('data', hear.stdout)
      channel.stderr.removeListener('data', hear.stderr)
    } else end(channel)
    return ok(withoutAhead(outputs(stdout, stderr), program, options.ahead))
  }
  if ((result.kind === 'aborted' || result.kind === 'timed-out') && stderr.started)
    await endGroup(channel, options.clock)
  channel.close()
  if (haveRun(program, stdout, stderr)) return ok(outputs(stdout, stderr).slice(0, program.commandCount))
  return err(result)
}

/** Lets a shell go that has nothing more to do. */
export function end(channel: ProgramChannel): void {
  if (channel.stdin.writable) channel.stdin.end()
  channel.close()
}

function endedEarly(end: ChannelEnd, stdout: FrameParser, stderr: FrameParser): ProgramFailure {
  return { kind: 'ended-early', end, started: stderr.started, said: said(stdout, stderr) }
}

/** All commands have, and only what goes along with them may still run. */
function haveRun({ commandCount, aheadCount }: ShellProgram, stdout: FrameParser, stderr: FrameParser): boolean {
  return aheadCount > 0 && Math.min(stdout.frames.length, stderr.frames.length) >= commandCount
}

function withoutAhead(
  all: readonly CommandOutput[],
  { commandCount, aheadCount }: ShellProgram,
  ahead: Ahead | undefined,
): readonly CommandOutput[] {
  if (aheadCount > 0 && all.length === commandCount + aheadCount) ahead?.took(all.slice(commandCount))
  return all.slice(0, commandCount)
}

/** Writes the password once it is asked for and the program once the shell is there; 'refused' when asked again. */
function passPrompt(
  channel: ProgramChannel,
  prompt: PasswordPrompt,
  send: () => void,
): (chunk: Buffer) => 'refused' | 'on' {
  let seen = ''
  let state: 'waiting' | 'answered' | 'ready' = 'waiting'
  return (chunk) => {
    if (state === 'ready') return 'on'
    seen += chunk.toString('latin1')
    for (;;) {
      const ready = seen.includes(prompt.readyMark)
      if (ready) {
        state = 'ready'
        if (prompt.startLine !== undefined) channel.stdin.write(`${prompt.startLine}\n`)
        send()
        return 'on'
      }
      const asked = prompt.asksAt(seen)
      if (asked === -1) return 'on'
      const isAgain = state === 'answered'
      if (isAgain && prompt.asksOnce !== true) return 'refused'
      state = 'answered'
      seen = seen.slice(asked)
      if (isAgain || prompt.password === undefined) channel.stdin.end()
      else channel.stdin.write(`${prompt.password.reveal()}\n`)
    }
  }
}

async function endGroup(channel: ProgramChannel, clock: Clock): Promise<void> {
  const grace = new AbortController()
  channel.stdin.write('abort\n')
  await Promise.race([channel.ended, clock.sleep(ABORT_GRACE_MS, grace.signal)])
  grace.abort()
}

function onAbort(signal: AbortSignal, until: AbortSignal, what: () => void): void {
  if (signal.aborted) what()
  else {
    signal.addEventListener('abort', what)
    until.addEventListener('abort', () => signal.removeEventListener('abort', what))
  }
}

function said(stdout: FrameParser, stderr: FrameParser): string {
  return `${stderr.noise.toString('utf8')}\n${stdout.noise.toString('utf8')}`.trim()
}

function outputs(stdout: FrameParser, stderr: FrameParser): readonly CommandOutput[] {
  return stdout.frames.map((out, index) => {
    const errors = stderr.frames[index]
    return {
      exitCode: out.exitCode,
      stdout: out.bytes,
      stderr: errors?.bytes ?? Buffer.alloc(0),
      truncated: out.truncated || errors?.truncated === true,
    }
  })
}
