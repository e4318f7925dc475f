import { formatDuration } from '../../base/duration.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Holder, LockAnswer } from './lock-answer.ts'
import { LOCK_TTL_SECONDS } from './lock-terms.ts'

/** Another run has the host, for now. */
export class HostBusy extends LongshoreError {
  readonly answer: LockAnswer

  constructor(message: string, hint: string, answer: LockAnswer) {
    super('HOST_LOCKED', message, { hint })
    this.answer = answer
  }
}

/** This run has the host now, and its facts are of a time when another run had it. */
export class FactsOutdated extends LongshoreError {}

export function hostLocked(host: string, answer: LockAnswer, clock: Clock, waitedMs = 0): HostBusy {
  const { holder, left, since, state } = answer
  const until = new Date(clock.now().getTime() + left * 1000)
  const times = `since ${shown(new Date(since * 1000))}, until ${shown(until)} unless it goes on`
  const waited = waitedMs === 0 ? '' : ` (waited ${formatDuration(waitedMs)} for it)`
  const working = state === 'working' ? ', and a program of it is at work there' : ''
  const message = `${host} is locked by ${holderText(holder)} ${times}${working}${waited}`
  return new HostBusy(message, `${lookHint(holder)}--lock-wait 10m waits for the host`, answer)
}

/** Nothing of the program ran: the host is another run's, or cannot be locked. */
export function isRefusal({ code }: LongshoreError): boolean {
  return code === 'HOST_LOCKED' || code === 'LOCK_LOST' || code === 'LOCK_FAILED'
}

/** This run has the machine already, under another name. */
export function sameMachine(host: string, other: string): LongshoreError {
  return new LongshoreError('HOST_LOCKED', `${host} is the same machine as ${other}, which this run changes already`, {
    hint: `Leave one of the two names out (--limit '!${host}'): a machine that is changed twice side by side cannot be put back`,
  })
}

/** Somebody took the lock over: what this run means to do is of an older state of the host. */
export function lockLost(host: string, { holder, token }: LockAnswer, ours: number): LongshoreError {
  const message = `this run's lock of ${host} (token ${ours}) is no more its own: ${holderText(holder)} has taken it over (token ${token})`
  return new LongshoreError('LOCK_LOST', message, {
    hint: 'This run was not heard of for too long, and does no more to the host. Look at the host once the other run is over',
  })
}

export function lockUnusable(host: string, problem: string): LongshoreError {
  return new LongshoreError('LOCK_FAILED', `${host} cannot be locked: ${problem}`, {
    hint: 'Mend it there (is the disk full, or read-only?), or run without locks: --lock off. Nothing was changed',
  })
}

/** It was somebody's after the facts had been gathered. */
export function factsOutdated(host: string): FactsOutdated {
  return new FactsOutdated('LOCK_LOST', `${host} was another run's since its facts were gathered`, {
    hint: 'Run it again',
  })
}

export function takenOver(host: string, { holder, state }: LockAnswer): string {
  const why = state === 'gone' ? 'whose process is gone' : 'which was not heard of for too long'
  return `${host}: the lock of ${holderText(holder)}, ${why}, was taken over`
}

export function notReleased(host: string, problem: string): string {
  const after = formatDuration(LOCK_TTL_SECONDS * 1000)
  return `${host} could not be unlocked (${problem}): its lock is void ${after} after the last word of this run`
}

/** `run X of ann on ctl (play 'Mirrors')` */
export function holderText(holder: Holder | undefined): string {
  if (holder === undefined) return 'another run'
  const { run, by, reason } = holder
  return `run ${run} of ${by} (${reason})`
}

function lookHint(holder: Holder | undefined): string {
  if (holder === undefined) return ''
  return `'longshore runs show ${holder.run}' on ${holder.process.host} says how far it is. `
}

function shown(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}
