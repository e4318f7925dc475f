import { assertNever } from '../../base/assert-never.ts'
import { formatDuration } from '../../base/duration.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'
import type { Colours } from '../terminal/colours.ts'
import { foldHosts } from './fold-hosts.ts'
import { printable } from './printable.ts'

type RolloutEvent = Extract<
  RunEvent,
  {
    readonly type:
      | 'rollout-planned'
      | 'stage-started'
      | 'soak-started'
      | 'gate-finished'
      | 'stage-finished'
      | 'approval-awaited'
      | 'approval-given'
      | 'window-awaited'
      | 'run-paused'
      | 'run-continued'
      | 'rollback-started'
      | 'rollback-finished'
  }
>

/** What is told of a rollout where only failures are. */
export function hasFailed(event: RolloutEvent): boolean {
  if (event.type === 'stage-finished') return event.verdict !== 'promote'
  if (event.type === 'gate-finished') return event.outcome !== 'passed'
  return ['rollback-finished', 'approval-awaited', 'run-paused'].includes(event.type)
}

/** What people are told of a rollout besides its tasks. `run` is the id that other terminals call it. */
export function rolloutLines(event: RolloutEvent, run: string, colours: Colours): readonly string[] {
  switch (event.type) {
    case 'rollout-planned':
      return [
        `Rollout: ${event.stages.length} ${event.stages.length === 1 ? 'stage' : 'stages'}`,
        ...event.stages.map(({ number, hosts }) => `  ${number}: ${countOf(hosts)}: ${foldHosts(hosts)}`),
      ]
    case 'stage-started':
      return ['', colours.bold(`Stage ${event.stage} of ${event.stages}: ${foldHosts(event.hosts)}`)]
    case 'soak-started':
      return ['', `Soak: ${formatDuration(event.seconds * 1000)}`]
    case 'gate-finished':
      return [gateLine(event, colours)]
    case 'stage-finished':
      return ['', stageLine(event, colours)]
    case 'approval-awaited':
      return [
        '',
        colours.yellow(`Stage ${event.stage} needs an approval: ${printable(event.reason)}`),
        `  longshore runs approve ${run} [--no]${event.until === undefined ? '' : `, until ${event.until}`}`,
      ]
    case 'approval-given':
      return [approvalLine(event, colours)]
    case 'window-awaited':
      return ['', colours.yellow(`Stage ${event.stage} waits for its maintenance window: ${event.until}`)]
    case 'run-paused':
      return ['', colours.yellow(`Paused by ${printable(event.by)}`), `  longshore runs resume ${run}`]
    case 'run-continued':
      return [`Continued by ${printable(event.by)}`]
    case 'rollback-started':
      return ['', `Putting back: ${foldHosts(event.hosts)}`]
    case 'rollback-finished':
      return rollbackLines(event, colours)
    default:
      return assertNever(event)
  }
}

function countOf(hosts: readonly string[]): string {
  return `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}`
}

function gateLine(event: Extract<RolloutEvent, { type: 'gate-finished' }>, colours: Colours): string {
  const gate = `Gate ${printable(event.gate)}`
  if (event.outcome === 'passed') return colours.green(`${gate}: passed`)
  const text = `${gate}: ${event.outcome === 'failed' ? 'FAILED' : 'unclear'}: ${printable(event.reason ?? '')}`
  return event.outcome === 'failed' ? colours.red(text) : colours.yellow(text)
}

function approvalLine({ approved, by }: Extract<RolloutEvent, { type: 'approval-given' }>, colours: Colours): string {
  const who = by === undefined ? '' : ` by ${printable(by)}`
  return approved ? colours.green(`Approved${who}`) : colours.red(`Not approved${who}`)
}

const WORDS = {
  promote: 'is done',
  hold: 'is held',
  halt: 'FAILED, the rollout is halted',
  'roll-back-stage': 'FAILED, its hosts are put back',
  'roll-back-all': 'FAILED, all hosts of the rollout are put back',
} as const satisfies Record<StageVerdict['kind'], string>

function stageLine({ stage, verdict, reason }: Extract<RolloutEvent, { type: 'stage-finished' }>, colours: Colours) {
  const text = `Stage ${stage} ${reason === 'interrupted' ? 'is cut' : WORDS[verdict]}: ${printable(reason)}`
  if (verdict === 'promote') return colours.green(text)
  return verdict === 'hold' || reason === 'interrupted' ? colours.yellow(text) : colours.red(text)
}

function rollbackLines({ hosts }: Extract<RolloutEvent, { type: 'rollback-finished' }>, colours: Colours) {
  const names = Object.keys(hosts)
  const isBack = (name: string) => hosts[name] === 'done' || hosts[name] === 'none'
  const back = names.filter(isBack)
  const between = names.filter((name) => !isBack(name))
  return [
    ...(back.length === 0 ? [] : [colours.green(`As before, verified: ${foldHosts(back)}`)]),
    ...(between.length === 0 ? [] : [colours.red(`NOT AS BEFORE: ${foldHosts(between)}`)]),
  ]
}
