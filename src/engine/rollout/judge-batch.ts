export interface BatchOutcome {
  readonly hosts: number
  /** Of them, those that an earlier play lost. */
  readonly lost: number
  /** Failed and unreachable: an unreachable host is a failed one in every budget. */
  readonly bad: number
  /** Percentage that may fail, or undefined for Ansible's default: go on while one host of the batch is left. */
  readonly maxFailPercentage: number | undefined
  readonly anyErrorsFatal: boolean
}

export interface Verdict {
  readonly kind: 'promote' | 'halt'
  /** With the arithmetic, for the operator. */
  readonly reason: string
}

/**
 * Whether the run may go on to the next batch. The percentage has to be exceeded, and counts those that were lost before; a
 * batch that had lost some before may lose the rest (Ansible: executor/playbook_executor.py).
 */
export function judgeBatch(outcome: BatchOutcome): Verdict {
  const { hosts, lost, bad, maxFailPercentage } = outcome
  const count = `${bad} of ${hosts} hosts failed`
  if (bad === 0) return { kind: 'promote', reason: `all ${hosts - lost} hosts are good` }
  if (outcome.anyErrorsFatal) return { kind: 'halt', reason: `${count}, and any_errors_fatal is set` }
  if (maxFailPercentage !== undefined) {
    const percent = ((bad + lost) / hosts) * 100
    const before = lost === 0 ? '' : `, ${lost} before`
    const arithmetic = `${count}${before}: ${Number(percent.toFixed(1))} %, max_fail_percentage is ${maxFailPercentage} %`
    if (percent > maxFailPercentage) return { kind: 'halt', reason: arithmetic }
    if (bad < hosts) return { kind: 'promote', reason: arithmetic }
  }
  if (bad >= hosts) return { kind: 'halt', reason: `${count}: no host of the batch is left` }
  return { kind: 'promote', reason: count }
}
