export interface RestoreRequest {
  /** As in `hosts:` of a play. */
  readonly pattern: string
  readonly at: string
  /** Absent: everything. */
  readonly paths?: readonly string[]
  readonly apply?: string
}

/** The playbook of `longshore backups restore`, as text: a transaction, and then a new backup. */
export function restorePlay({ pattern, at, paths = [], apply = 'auto' }: RestoreRequest): string {
  const args = { at, apply, ...(paths.length > 0 && { paths }) }
  const restore = { name: 'Put the configuration back', config_restore: args }
  const tasks = [
    { name: 'Restore', transaction: true, block: [restore] },
    { name: 'Back up what is restored', config_backup: { keep_paths: true } },
  ]
  return JSON.stringify([{ name: 'Restore', hosts: pattern, gather_facts: false, tasks }])
}

/** What a restore would do. */
export function restorePreview(request: RestoreRequest): string {
  const [play] = JSON.parse(restorePlay(request)) as [{ tasks: readonly unknown[] }]
  return JSON.stringify([{ ...play, tasks: play.tasks.slice(0, 1) }])
}
