import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import type { CommandOutput } from '../../src/model/command-output.ts'
import type { ExecCommand, RemoteCommand, ShellCommand } from '../../src/model/remote-command.ts'
import type { Connection, RunOptions } from '../../src/ports/connection.ts'
import { FakeFiles, output, type GivenFile } from './fake-files.ts'

export type ProgramCommand = ExecCommand | ShellCommand

/** Gives the output of a program that it knows, or undefined. It may change the files of the host. */
export type Answer = (command: ProgramCommand, host: FakeHost, options: RunOptions) => FakeOutput | undefined

export interface FakeOutput {
  readonly exitCode?: number
  readonly stdout?: string | Uint8Array
  readonly stderr?: string
}

export interface FakeHostOptions {
  readonly files?: Readonly<Record<string, GivenFile>>
  /** Directories besides those that the files lie in. */
  readonly directories?: readonly string[]
  /** The first that knows a program answers it. */
  readonly answers?: readonly Answer[]
}

/** A host in memory: real file semantics, programs answered by a table. It records all that ran. */
export class FakeHost {
  readonly name: string
  readonly disk: FakeFiles
  /** Every command that ran, in order. */
  readonly ran: RemoteCommand[] = []
  /** Every command that went along with others, in order. */
  readonly lookedAhead: RemoteCommand[] = []
  /** The commands and options of every round trip. */
  readonly trips: { readonly commands: readonly RemoteCommand[]; readonly options: RunOptions }[] = []
  readonly answers: Answer[]
  /** Connecting fails with this. */
  unreachable: LongshoreError | undefined
  /** Connections opened so far, and how many of them are open. */
  opened = 0
  open = 0
  readonly #losses = new Map<number, number>()
  readonly #failures: { readonly matches: (command: RemoteCommand) => boolean; readonly output: CommandOutput }[] = []

  constructor(name: string, options: FakeHostOptions = {}) {
    this.name = name
    this.disk = new FakeFiles(options.files)
    for (const directory of ['/', '/etc', '/tmp', ...(options.directories ?? [])]) this.disk.directories.add(directory)
    this.answers = [...(options.answers ?? [])]
  }

  /** The text of a file, or undefined. */
  text(path: string): string | undefined {
    return this.disk.text(path)
  }

  /** The argv of every exec that ran, joined with spaces. */
  get programs(): readonly string[] {
    return this.ran.flatMap((command) => (command.kind === 'exec' ? [command.argv.join(' ')] : []))
  }

  beUnreachable(error = new LongshoreError('HOST_UNREACHABLE', `${this.name} is unreachable`)): this {
    this.unreachable = error
    return this
  }

  /** The line breaks in the n-th round trip (from 1), after so many of its commands have run. */
  loseConnectionAt(trip: number, afterCommands = 0): this {
    this.#losses.set(trip, afterCommands)
    return this
  }

  /** The commands that match fail instead of running. */
  failAt(
    matches: (command: RemoteCommand) => boolean,
    failure: FakeOutput = { exitCode: 1, stderr: 'made to fail\n' },
  ): this {
    this.#failures.push({ matches, output: outputOf({ exitCode: 1, ...failure }) })
    return this
  }

  connect(): Connection {
    this.opened++
    this.open++
    return new FakeConnection(this)
  }

  /** One round trip; used by its connections. */
  perform(commands: readonly RemoteCommand[], options: RunOptions): Result<readonly CommandOutput[], LongshoreError> {
    this.trips.push({ commands, options })
    const lostAfter = this.#losses.get(this.trips.length)
    const outputs: CommandOutput[] = []
    for (const command of commands) {
      if (outputs.length === lostAfter) break
      const result = this.#performOne(command, options)
      this.ran.push(command)
      outputs.push(result)
      if (result.exitCode !== 0 && command.tolerant !== true) break
    }
    if (lostAfter === undefined) return ok(outputs)
    return err(new LongshoreError('CONNECTION_LOST', `the connection to ${this.name} was lost`))
  }

  /** Commands that went along with those of the last round trip. */
  look(commands: readonly RemoteCommand[], options: RunOptions): readonly CommandOutput[] {
    this.lookedAhead.push(...commands)
    return commands.map((command) => this.#performOne(command, options))
  }

  #performOne(command: RemoteCommand, options: RunOptions): CommandOutput {
    const failure = this.#failures.find((each) => each.matches(command))
    if (failure !== undefined) return failure.output
    if (command.kind === 'detach') return output(1, '', `no jobs on the fake host ${this.name}\n`)
    if (command.kind === 'record') return output(0, '', '')
    if (command.kind !== 'exec' && command.kind !== 'shell') return this.disk.run(command)
    for (const answer of this.answers) {
      const answered = answer(command, this, options)
      if (answered !== undefined) return outputOf(answered)
    }
    const what = command.kind === 'exec' ? (command.argv[0] ?? '') : command.script.trim().split('\n')[0]
    return output(127, '', `sh: ${what}: not found (no answer in the fake host ${this.name})\n`)
  }
}

export function fakeHost(name: string, options: FakeHostOptions = {}): FakeHost {
  return new FakeHost(name, options)
}

/** Answers an exec whose argv starts with these words. */
export function answer(
  words: string,
  given: FakeOutput | ((command: ExecCommand, host: FakeHost) => FakeOutput),
): Answer {
  return (command, host) => {
    if (command.kind !== 'exec') return undefined
    const said = `${command.argv.join(' ')} `
    if (!said.startsWith(`${words} `)) return undefined
    return typeof given === 'function' ? given(command, host) : given
  }
}

/** Answers a shell script that holds this text. */
export function answerScript(
  holds: string,
  given: FakeOutput | ((command: ShellCommand, host: FakeHost) => FakeOutput),
): Answer {
  return (command, host) => {
    if (command.kind !== 'shell' || !command.script.includes(holds)) return undefined
    return typeof given === 'function' ? given(command, host) : given
  }
}

function outputOf({ exitCode = 0, stdout = '', stderr = '' }: FakeOutput): CommandOutput {
  return output(exitCode, stdout, stderr)
}

class FakeConnection implements Connection {
  readonly #host: FakeHost
  #roundTrips = 0
  #state: 'open' | 'lost' | 'closed' = 'open'

  constructor(host: FakeHost) {
    this.#host = host
  }

  get roundTrips(): number {
    return this.#roundTrips
  }

  async run(
    commands: readonly RemoteCommand[],
    options: RunOptions,
  ): Promise<Result<readonly CommandOutput[], LongshoreError>> {
    if (commands.length === 0) return ok([])
    if (options.signal.aborted) return err(new LongshoreError('INTERRUPTED', `${this.#host.name}: interrupted`))
    if (this.#state !== 'open')
      return err(new LongshoreError('CONNECTION_LOST', `the connection to ${this.#host.name} is ${this.#state}`))
    this.#roundTrips++
    await Promise.resolve()
    const result = this.#host.perform(commands, options)
    if (!result.ok) this.#state = 'lost'
    else if (result.value.length === commands.length && isThrough(result.value, commands)) this.#look(options)
    return result
  }

  /** What goes along, in the same round trip. */
  #look({ ahead, ...options }: RunOptions): void {
    if (ahead === undefined) return
    ahead.took(this.#host.look(ahead.commands, options))
  }

  close(): Promise<void> {
    if (this.#state !== 'closed') this.#host.open--
    this.#state = 'closed'
    return Promise.resolve()
  }
}

function isThrough(outputs: readonly CommandOutput[], commands: readonly RemoteCommand[]): boolean {
  return outputs.at(-1)?.exitCode === 0 || commands.at(-1)?.tolerant === true
}
