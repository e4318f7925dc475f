import { randomBytes } from 'node:crypto'
import type { ShellCommand } from '../../model/remote-command.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SecretKeeper } from '../../ports/secret-keeper.ts'
import { closingCommand, lockCommand, type LockQuestion, releaseCommand } from './lock-answer.ts'
import { type LockParty, LOCK_TTL_SECONDS } from './lock-terms.ts'

export interface LockCommandsDeps {
  readonly clock: Clock
  readonly secrets?: Pick<SecretKeeper, 'mask'>
}

/** What this process of a run says to hosts about their locks. */
export class LockCommands {
  readonly #party: LockParty
  readonly #deps: LockCommandsDeps
  readonly #owner: string

  constructor(party: LockParty, deps: LockCommandsDeps) {
    this.#party = party
    this.#deps = deps
    this.#owner = `${party.run}.${randomBytes(16).toString('hex')}`
  }

  /** It takes nothing. */
  look(): ShellCommand {
    return { ...this.#ask({ verb: 'look', token: 0, note: '' }), tolerant: true }
  }

  hold(question: Pick<LockQuestion, 'token' | 'seen' | 'take' | 'note'>): ShellCommand {
    return this.#ask({ verb: 'hold', ...question })
  }

  beat(lock: Pick<LockQuestion, 'token' | 'note'>): ShellCommand {
    return this.#ask({ verb: 'beat', token: lock.token, note: lock.note })
  }

  /** At the end of the program that holds the lock with this note. */
  close(note: string): ShellCommand {
    return closingCommand(this.#owner, note)
  }

  release(token: number): ShellCommand {
    return releaseCommand(this.#owner, token)
  }

  /** Whoever may log in there reads it. */
  note(host: string, reason: string): string {
    const { run, holder } = this.#party
    const told = this.#deps.secrets?.mask(reason) ?? reason
    return JSON.stringify({ run, by: holder.by, host, reason: told, process: holder.process })
  }

  #ask(question: Omit<LockQuestion, 'owner' | 'ttlSeconds' | 'time'>): ShellCommand {
    const time = Math.floor(this.#deps.clock.now().getTime() / 1000)
    return lockCommand({ owner: this.#owner, ttlSeconds: LOCK_TTL_SECONDS, time, ...question })
  }
}
