/**
 * Hosts in batches by `serial`, as Ansible counts: each entry a number or a percentage of all hosts of the play (at
 * least one host), the last entry repeats until every host has a batch. No entries: one batch.
 */
export function planBatches<T>(hosts: readonly T[], serial: readonly (number | string)[]): readonly (readonly T[])[] {
  if (hosts.length === 0) return []
  if (serial.length === 0) return [hosts]
  const batches: T[][] = []
  let taken = 0
  for (let entry = 0; taken < hosts.length; entry++) {
    const size = batchSize(serial[Math.min(entry, serial.length - 1)] ?? 0, hosts.length)
    batches.push(hosts.slice(taken, taken + size))
    taken += size
  }
  return batches
}

function batchSize(entry: number | string, total: number): number {
  const text = String(entry).trim()
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)
  const size = percent ? Math.floor((Number(percent[1]) / 100) * total) : Number.parseInt(text, 10)
  if (percent) return Math.max(1, size)
  return Number.isNaN(size) || size <= 0 ? total : size
}
