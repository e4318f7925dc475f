import type { Notice } from '../../model/notification.ts'
import type { HostRecap } from '../../model/recap.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'

/** What people are told of an event; of most of them nothing. */
export function noticeOf(event: NumberedEvent, run: string): Notice | undefined {
  const { time, type } = event
  if (type === 'stage-finished') return stageNotice(event, run)
  if (type === 'rollback-finished') return rollbackNotice(event, run)
  if (type === 'batch-finished' && event.verdict === 'halt') {
    const { play, reason, failed } = event
    return { event: 'halt', text: `Run ${run}: '${play}' was stopped: ${reason}`, time, run, play, hosts: failed }
  }
  if (type === 'approval-awaited') {
    const { play, stage, reason } = event
    const text = `Run ${run}: '${play}' needs an approval after stage ${stage}: ${reason}. longshore runs approve ${run}`
    return { event: 'approval', text, time, run, play, stage }
  }
  if (type !== 'run-finished') return undefined
  return { event: 'end', text: `Run ${run} ${endText(event)}`, time, run, ...badHosts(event.hosts) }
}

function stageNotice(event: Extract<NumberedEvent, { type: 'stage-finished' }>, run: string): Notice | undefined {
  const { play, stage, verdict, reason, failed, time } = event
  const place = { time, run, play, stage, ...(failed.length === 0 ? {} : { hosts: failed }) }
  const text = `Run ${run}: stage ${stage} of '${play}'`
  if (verdict === 'hold') return undefined
  return verdict === 'promote'
    ? { event: 'stage', text: `${text} is done: ${reason}`, ...place }
    : { event: 'halt', text: `${text} did not go well: ${reason}`, ...place }
}

function rollbackNotice(event: Extract<NumberedEvent, { type: 'rollback-finished' }>, run: string): Notice {
  const { play, stage, hosts, time } = event
  const names = Object.keys(hosts)
  const between = names.filter((name) => hosts[name] === 'failed' || hosts[name] === 'impossible')
  const back = `Run ${run}: ${count(names.length - between.length)} of stage ${stage} of '${play}' put back, verified`
  const text = between.length === 0 ? back : `${back}. NOT AS BEFORE: ${between.join(', ')}`
  return { event: 'rollback', text, time, run, play, stage, hosts: names }
}

function endText({ hosts, interrupted, errors }: Extract<NumberedEvent, { type: 'run-finished' }>): string {
  const recaps = Object.values(hosts)
  const changed = recaps.filter((host) => host.changed > 0).length
  const bad = recaps.filter(isBad).length
  const counts = `${count(recaps.length)}, ${changed} changed, ${bad} failed or unreachable`
  const reasons = errors.map(({ message }) => `. ${message}`).join('')
  return `${interrupted ? 'was interrupted' : 'is over'}: ${counts}${reasons}`
}

function badHosts(hosts: Readonly<Record<string, HostRecap>>): Pick<Notice, 'hosts'> {
  const bad = Object.entries(hosts).flatMap(([name, recap]) => (isBad(recap) ? [name] : []))
  return bad.length === 0 ? {} : { hosts: bad }
}

function isBad({ failed, unreachable, rollback }: HostRecap): boolean {
  return failed + unreachable > 0 || rollback === 'failed' || rollback === 'impossible'
}

function count(hosts: number): string {
  return `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`
}
