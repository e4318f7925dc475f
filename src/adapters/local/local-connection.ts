import { spawn } from 'node:child_process'
import { userInfo } from 'node:os'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import { becomeFailure } from '../shell-program/become/errors.ts'
import { startLine, startProgram } from '../shell-program/become/start-program.ts'
import { compileProgram } from '../shell-program/compile-program.ts'
import type { ChannelEnd, ProgramChannel } from '../shell-program/program-channel.ts'
import { runProgram } from '../shell-program/run-program.ts'
import { programFailed } from '../shell-program/errors.ts'

/** `connection: local`: the same program as over ssh, in a `sh` of this machine, in a session of its own. */
export class LocalConnection implements Connection {
  readonly #host: string
  readonly #clock: Clock
  readonly #folder: string | undefined
  readonly #running = new Set<ProgramChannel>()
  #roundTrips = 0

  /** Works in `folder`, or where this process does. */
  constructor(host: string, clock: Clock, folder?: string) {
    this.#host = host
    this.#folder = folder
    this.#clock = clock
  }

  get roundTrips(): number {
    return this.#roundTrips
  }

  async run(
    commands: readonly RemoteCommand[],
    options: RunOptions,
  ): Promise<Result<readonly CommandOutput[], LongshoreError>> {
    if (commands.length === 0) return ok([])
    const program = compileProgram(commands, options)
    if (!program.ok) return program
    if (options.signal.aborted) return err(programFailed(this.#host, { kind: 'aborted' }, undefined))
    this.#roundTrips++
    const loginUser = userInfo().username
    const start = startProgram(options.become, loginUser)
    const channel = spawnShell(startLine(start), this.#folder)
    this.#running.add(channel)
    const ran = await runProgram(channel, program.value, {
      clock: this.#clock,
      signal: options.signal,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(start.prompt === undefined ? {} : { prompt: start.prompt }),
      ...(options.ahead === undefined ? {} : { ahead: options.ahead }),
    })
    this.#running.delete(channel)
    if (ran.ok) return ran
    const { become } = start
    const refused = become && becomeFailure(ran.error, { become, loginUser, host: this.#host })
    return err(refused ?? programFailed(this.#host, ran.error, options.timeoutMs))
  }

  close(): Promise<void> {
    for (const channel of this.#running) channel.close()
    return Promise.resolve()
  }
}

function spawnShell(line: string, folder: string | undefined): ProgramChannel {
  const child = spawn('sh', ['-c', line], { stdio: ['pipe', 'pipe', 'pipe'], detached: true, cwd: folder })
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', ignore)
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: new Promise<ChannelEnd>((resolve) => {
      child.once('error', (error) => resolve({ lost: error }))
      child.once('close', (code, signal) =>
        resolve({ ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) }),
      )
    }),
    close: () => {
      child.stdin.destroy()
      child.stdout.destroy()
      child.stderr.destroy()
      child.unref()
    },
  }
}

function ignore(): void {
  // `ended` says how the line broke.
}
