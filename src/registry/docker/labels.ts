import type { Unplaced } from '../finding.ts'

/** `labels`: name=value; a name twice must have one value. Source: moby `GetConflictFreeLabels`, `ValidateLabel`. */
export function labelFindings(labels: readonly string[]): Unplaced[] {
  return [...shapeFindings(labels), ...conflictFindings(labels)]
}

function shapeFindings(labels: readonly string[]): Unplaced[] {
  return labels
    .filter((label) => !label.includes('='))
    .map((label) => ({
      severity: 'fatal',
      code: 'value',
      message: `label ${JSON.stringify(label)} has no value: the daemon does not start with it`,
      fix: 'write name=value',
    }))
}

function conflictFindings(labels: readonly string[]): Unplaced[] {
  const values = new Map<string, string>()
  return labels.flatMap((label): Unplaced[] => {
    const at = label.indexOf('=')
    if (at === -1) return []
    const name = label.slice(0, at)
    const value = label.slice(at + 1)
    const other = values.get(name)
    values.set(name, value)
    if (other === undefined || other === value) return []
    const message = `label ${name} is there with two values: the daemon does not start with it`
    return [{ severity: 'fatal', code: 'duplicate-label', message, fix: 'keep one of them' }]
  })
}
