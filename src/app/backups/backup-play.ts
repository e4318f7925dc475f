export interface BackUpRequest {
  /** As in `hosts:` of a play. */
  readonly pattern: string
  /** More files and folders, as shell patterns; the latter are secret. */
  readonly paths?: readonly string[]
  readonly secretPaths?: readonly string[]
  /** And what the newest backup of each host was told to keep. */
  readonly keepPaths?: boolean
}

/** The playbook of `longshore backup` and of a schedule that says `backup`, as text for the playbook loader. */
export function backupPlay({ pattern, paths = [], secretPaths = [], keepPaths = false }: BackUpRequest): string {
  const args = {
    ...(paths.length > 0 && { paths }),
    ...(keepPaths && { keep_paths: true }),
    ...(secretPaths.length > 0 && { secret_paths: secretPaths }),
  }
  const task = { name: 'Back up the configuration', config_backup: args }
  return JSON.stringify([{ name: 'Backup', hosts: pattern, gather_facts: false, tasks: [task] }])
}
