import * as z from 'zod'
import { stderrText, stdoutText, type CommandOutput } from '../../model/command-output.ts'
import { sharedShell, type ShellCommand } from '../../model/remote-command.ts'
import { LOCK_SCRIPT, LOOK_SCRIPT } from './lock-script.ts'
import { OF_THIS_PROGRAM, RELEASE_SCRIPT } from './release-script.ts'

export interface LockQuestion {
  readonly verb: 'look' | 'hold' | 'beat'
  /** This process of this run, and no other. */
  readonly owner: string
  /** The fencing token that the owner has; 0: none. */
  readonly token: number
  /** What a look before said: the lock must not have been anybody's since. Absent: it does not matter. */
  readonly seen?: string
  readonly ttlSeconds: number
  /** The owner with this token is known to be gone: its lock may be taken before it expires. */
  readonly take?: number
  /** Of the controller, in seconds since 1970: it is told to who finds the lock. */
  readonly time: number
  readonly note: string
}

export function lockCommand(question: LockQuestion): ShellCommand {
  const { verb, owner, token, seen = '-', ttlSeconds, take = 0, time, note } = question
  const words = [verb, owner, token, seen, ttlSeconds, take, time, note]
  return sharedShell(verb === 'look' ? LOOK_SCRIPT : LOCK_SCRIPT, ...words.map(String))
}

/** Releases what the owner has with this token. */
export function releaseCommand(owner: string, token: number): ShellCommand {
  return sharedShell(RELEASE_SCRIPT, owner, String(token))
}

/** At the end of a program that holds the lock: exit code 0 where it is released. */
export function closingCommand(owner: string, note: string): ShellCommand {
  return { ...sharedShell(RELEASE_SCRIPT, owner, OF_THIS_PROGRAM, note), tolerant: true }
}

/**
 * `held`: ours, as before. `free`, `stale`, `gone`: nobody's, or nobody's any more; after `hold` it is ours now. `changed`:
 * ours now, but it was somebody's since the look. `same`: this process has it, under another name of the host. `done`: it had
 * it, released it, and nobody has had it since. `busy`: another run's. `working`: the same, and a program of it is at work on the host this moment. `lost`: no more ours.
 */
export type LockState = 'held' | 'free' | 'stale' | 'gone' | 'changed' | 'same' | 'done' | 'busy' | 'working' | 'lost'

export interface LockAnswer {
  readonly state: LockState
  readonly token: number
  /** Seconds until it counts as stale. */
  readonly left: number
  /** When the owner took it, in seconds since 1970. */
  readonly since: number
  readonly mark: string
  /** Of the owner; of `free`, `stale`, `gone` and `changed` the one before. */
  readonly holder: Holder | undefined
}

const HOLDER = z.object({
  run: z.string(),
  by: z.string(),
  host: z.string(),
  reason: z.string(),
  process: z.object({ pid: z.number(), host: z.string(), started: z.string().optional() }),
})

/** Who holds a lock, as it is written there. */
export type Holder = z.output<typeof HOLDER>

/** Another run has it. */
export function isTaken({ state }: LockAnswer): boolean {
  return state === 'busy' || state === 'working'
}

/** Undefined where the host did not say what can be understood; `problem` then has what it said. */
export function lockAnswer(output: CommandOutput): LockAnswer | { readonly problem: string } {
  const [line = '', note = ''] = stdoutText(output).split('\n')
  const [, state, token, left, since, mark] =
    /^(held|free|stale|gone|changed|same|done|busy|working|lost) (\d+) (-?\d+) (\d+) (\S+)$/.exec(line) ?? []
  if (state === undefined || mark === undefined) {
    const said = stderrText(output).trim()
    return { problem: said === '' ? `exit code ${output.exitCode}` : said }
  }
  return {
    state: state as LockState,
    token: Number(token),
    left: Math.max(0, Number(left)),
    since: Number(since),
    mark,
    holder: holderOf(note),
  }
}

function holderOf(note: string): Holder | undefined {
  try {
    const parsed = HOLDER.safeParse(JSON.parse(note))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
