import pLimit from 'p-limit'
import type { Client } from 'ssh2'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import { becomeFailure } from '../shell-program/become/errors.ts'
import { startLine, startProgram, type ProgramStart } from '../shell-program/become/start-program.ts'
import { compileProgram, type ShellProgram } from '../shell-program/compile-program.ts'
import { programFailed } from '../shell-program/errors.ts'
import type { ProgramChannel } from '../shell-program/program-channel.ts'
import { runProgram, type PasswordPrompt, type ProgramFailure } from '../shell-program/run-program.ts'
import type { SshHop } from './config/ssh-settings.ts'
import { channelRefused, connectionLost } from './errors.ts'
import { KeptShells, Shell } from './kept-shells.ts'
import { execChannel } from './ssh-channel.ts'

export interface SshConnectionParts {
  readonly client: Client
  readonly hop: SshHop
  readonly clock: Clock
  /** Called once, when the client has closed. */
  readonly onClosed: () => void
}

/** sshd's MaxSessions is 10 by default; two are left for others. */
const MOST_CHANNELS = 8
const CLOSE_DEADLINE_MS = 2_000
/** So long after its end a host may count a shell that is over. */
const LEAVING_MS = 3_000
/** A reason that costs nothing: without one, each abort makes an exception with a stack. */
const OVER = 'over'

/** A logged-in ssh client, whose key was verified. */
export class SshConnection implements Connection {
  readonly #parts: SshConnectionParts
  readonly #channels = pLimit(MOST_CHANNELS)
  readonly #shells: KeptShells
  readonly #closed: Promise<void>
  #lost: Error | undefined
  #isClosed = false
  #roundTrips = 0
  /** When the last shell was over for us. */
  #leftAt = -Infinity

  constructor(parts: SshConnectionParts) {
    this.#parts = parts
    this.#shells = new KeptShells(parts.clock)
    parts.client.on('error', (error) => (this.#lost ??= error))
    this.#closed = new Promise((resolve) => {
      parts.client.once('close', () => {
        this.#isClosed = true
        parts.onClosed()
        resolve()
      })
    })
  }

  get roundTrips(): number {
    return this.#roundTrips
  }

  async run(
    commands: readonly RemoteCommand[],
    options: RunOptions,
  ): Promise<Result<readonly CommandOutput[], LongshoreError>> {
    if (commands.length === 0) return ok([])
    const { hop } = this.#parts
    const program = compileProgram(commands, { ...options, keepsShell: keepsShell(options) })
    if (!program.ok) return program
    const start = startProgram(options.become, hop.user)
    const outcome = await this.#channels(() => this.#runOnChannel(program.value, start, options))
    if (outcome.ok || outcome.error instanceof Error) return outcome as Result<readonly CommandOutput[], LongshoreError>
    return err(this.#explain(outcome.error, start, options))
  }

  async close(): Promise<void> {
    const { client, clock } = this.#parts
    if (this.#isClosed) return
    client.end()
    const late = new AbortController()
    await Promise.race([this.#closed, clock.sleep(CLOSE_DEADLINE_MS, late.signal)])
    late.abort(OVER)
    client.destroy()
  }

  async #runOnChannel(
    program: ShellProgram,
    start: ProgramStart,
    options: RunOptions,
  ): Promise<Result<readonly CommandOutput[], ProgramFailure | LongshoreError>> {
    if (options.signal.aborted) return err({ kind: 'aborted' })
    this.#roundTrips++
    const kept = this.#shells.take(start.become)
    if (kept !== undefined) {
      const ran = await this.#runIn(kept, program, options)
      if (ran.ok || !neverBegan(ran.error)) return ran
      if (options.looks !== true) return err(programFailed(this.#parts.hop.name, ran.error, options.timeoutMs))
    }
    const channel = await this.#openChannel(startLine(start), options)
    return channel.ok ? this.#runIn(this.#started(channel.value, start), program, options, start.prompt) : channel
  }

  async #runIn(shell: Shell, program: ShellProgram, options: RunOptions, prompt?: PasswordPrompt) {
    const ran = await runProgram(shell.lend(), program, {
      clock: this.#parts.clock,
      signal: options.signal,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(options.ahead === undefined ? {} : { ahead: options.ahead }),
    })
    if (program.keepsShell && shell.isOpen) this.#shells.keep(shell)
    else this.#leftAt = this.#now()
    if (!program.keepsShell) this.#shells.noteChange()
    return ran
  }

  #started(channel: ProgramChannel, { become }: ProgramStart): Shell {
    return new Shell(channel, become, this.#shells.changes)
  }

  /** A host with a lower MaxSessions refuses a channel while others are open: then fewer are used from now on. */
  async #openChannel(
    line: string,
    options: RunOptions,
  ): Promise<Result<ProgramChannel, ProgramFailure | LongshoreError>> {
    const { client, hop, clock } = this.#parts
    for (;;) {
      if (this.#isClosed) return err(connectionLost(hop, this.#lost))
      if (this.#channels.activeCount + this.#shells.count > this.#channels.concurrency) await this.#shells.dismissOne()
      const over = new AbortController()
      const giveUp = () => over.abort(OVER)
      options.signal.addEventListener('abort', giveUp)
      const late = clock.sleep(hop.connectTimeoutMs, over.signal)
      const opening = execChannel(client, line)
      const opened = await Promise.race([opening, late.then(() => err('late' as const))])
      options.signal.removeEventListener('abort', giveUp)
      giveUp()
      if (opened.ok) return opened
      if (opened.error === 'late') {
        void opening.then((late) => (late.ok ? late.value.close() : undefined))
        if (options.signal.aborted) return err({ kind: 'aborted' })
        return err(channelRefused(hop, new Error('it did not answer in time')))
      }
      if (/not connected|connection closed|No response/i.test(opened.error.message)) {
        return err(connectionLost(hop, this.#lost ?? opened.error))
      }
      const others = this.#channels.activeCount - 1
      const isFull = /open fail/i.test(opened.error.message)
      if (isFull && (await this.#shells.dismissOne())) this.#leftAt = this.#now()
      const mayFree = others > 0 || this.#now() - this.#leftAt < LEAVING_MS
      if (!isFull || !mayFree) return err(channelRefused(hop, opened.error))
      if (others > 0) this.#channels.concurrency = Math.min(this.#channels.concurrency, others)
      await clock.sleep(100, options.signal)
    }
  }

  #now(): number {
    return this.#parts.clock.now().getTime()
  }

  #explain(failure: ProgramFailure, start: ProgramStart, options: RunOptions): LongshoreError {
    const { hop } = this.#parts
    if (start.become !== undefined) {
      const refused = becomeFailure(failure, { become: start.become, loginUser: hop.user, host: hop.name })
      if (refused !== undefined) return refused
    }
    if (failure.kind === 'ended-early' && (failure.end.lost !== undefined || this.#isClosed)) {
      return connectionLost(hop, this.#lost ?? failure.end.lost)
    }
    return programFailed(hop.name, failure, options.timeoutMs)
  }
}

/** After it a shell is as it was before. */
function keepsShell({ looks, keepsLogin }: RunOptions): boolean {
  return looks === true || keepsLogin === true
}

/** A shell that waited was ended before it had read the program. */
function neverBegan(failure: ProgramFailure): boolean {
  return failure.kind === 'ended-early' && !failure.started && failure.end.lost === undefined
}
