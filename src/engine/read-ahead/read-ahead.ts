import { isDeepStrictEqual } from 'node:util'
import { ok } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { Task } from '../../model/playbook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget, Connector } from '../../ports/connector.ts'
import { isSameUser } from '../../ports/is-same-user.ts'
import { withRun } from '../locks/with-run.ts'

/** Programs that began and that ended at an address, over all lines to it, whatever the names of its hosts. */
interface Traffic {
  began: number
  ended: number
}

/** What was looked at for a task of a host. */
interface Look {
  readonly task: Task
  readonly commands: readonly RemoteCommand[]
  readonly options: RunOptions
  readonly outputs: readonly CommandOutput[]
  readonly bytes: number
  readonly at: number
  /** Programs that had begun by then; all of them have ended since, or others ran beside it. */
  readonly began: number
  readonly wasAlone: boolean
}

/** Longer than this nothing is held for true: others than this run may have changed it. */
const FRESH_MS = 10_000
/** Of all hosts together. A fleet that waits for its slowest host would else be held in memory. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Facts that came with the program of an earlier task. They answer just the commands that they were asked with, and only
 * while nothing else has run at that address since.
 */
export class ReadAhead {
  readonly #clock: Clock
  readonly #traffic = new Map<string, Traffic>()
  readonly #looks = new Map<string, readonly Look[]>()
  #bytes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts what runs on the lines of another connector. */
  watching(connector: Connector): Connector {
    return {
      open: async (target, signal) => {
        const opened = await connector.open(target, signal)
        return opened.ok ? ok(this.#watched(opened.value, target)) : opened
      },
    }
  }

  /** Called while the program still runs that the look came with. */
  keep(host: string, target: ConnectionTarget, look: Pick<Look, 'task' | 'commands' | 'options' | 'outputs'>): void {
    const { began, ended } = this.#trafficAt(target)
    const bytes = look.outputs.reduce((sum, { stdout, stderr }) => sum + stdout.length + stderr.length, 0)
    if (this.#bytes + bytes > MOST_BYTES) return
    this.#bytes += bytes
    const kept = { ...look, bytes, began, wasAlone: began - ended === 1, at: this.#clock.now().getTime() }
    this.#looks.set(host, [...(this.#looks.get(host) ?? []), kept])
  }

  /** For the facts of a task: what is known of them already costs no round trip. What is known for earlier tasks is forgotten. */
  answering(line: Connection, host: string, target: ConnectionTarget, task: Task): Connection {
    const look = this.#take(host, task)
    if (look === undefined) return line
    return withRun(line, (commands, options) =>
      this.#isTrue(look, target) && isSame(look, commands, options)
        ? Promise.resolve(ok(look.outputs))
        : line.run(commands, options),
    )
  }

  #take(host: string, task: Task): Look | undefined {
    const looks = this.#looks.get(host)
    if (looks === undefined) return undefined
    const at = looks.findIndex((look) => look.task === task)
    const left = at === -1 ? [] : looks.slice(at + 1)
    for (const look of looks.slice(0, looks.length - left.length)) this.#bytes -= look.bytes
    if (left.length === 0) this.#looks.delete(host)
    else this.#looks.set(host, left)
    return looks[at]
  }

  #isTrue({ began, wasAlone, at }: Look, target: ConnectionTarget): boolean {
    const now = this.#trafficAt(target)
    const isQuiet = wasAlone && now.began === began && now.ended === began
    return isQuiet && this.#clock.now().getTime() - at <= FRESH_MS
  }

  #watched(connection: Connection, target: ConnectionTarget): Connection {
    const traffic = this.#trafficAt(target)
    return withRun(connection, async (commands, options) => {
      traffic.began++
      try {
        return await connection.run(commands, options)
      } finally {
        traffic.ended++
      }
    })
  }

  #trafficAt({ kind, address, port }: ConnectionTarget): Traffic {
    const place = [kind, address, port ?? ''].join('\0')
    const known = this.#traffic.get(place) ?? { began: 0, ended: 0 }
    this.#traffic.set(place, known)
    return known
  }
}

function isSame(look: Look, commands: readonly RemoteCommand[], options: RunOptions): boolean {
  return (
    isDeepStrictEqual(look.commands, commands) &&
    isDeepStrictEqual(look.options.environment, options.environment) &&
    isSameUser(look.options.become, options.become)
  )
}
