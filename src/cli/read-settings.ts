import { resolveSettings, type Settings, unknownEnvironment } from '../app/project-settings.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { loadProjectFile } from '../loader/project-file/load-project-file.ts'
import type { Io } from './io.ts'
import { machineLimits } from './machine-limits.ts'
import type { RunFlags } from './run-flags.ts'

export interface ReadSettings {
  readonly settings: Settings
  readonly warnings: readonly string[]
}

/** Flag, then environment, then `longshore.yml`, then default. */
export async function readSettings(flags: RunFlags, io: Io): Promise<Result<ReadSettings, readonly LongshoreError[]>> {
  const project = await loadProjectFile(io.cwd, io.home)
  if (!project.ok) return project
  const settings = resolveSettings({
    flags: {
      inventory: flags.inventory,
      forks: flags.forks,
      remote_user: flags.user,
      private_key_file: flags.privateKey,
      host_key_checking: flags.hostKeyChecking,
      ssh_config: flags.sshConfig,
      known_hosts: flags.knownHosts,
      output: flags.output,
      timeout: flags.timeout,
      run_timeout: flags.runTimeout,
      become_password_file: flags.becomePasswordFile,
      connection_password_file: flags.connectionPasswordFile,
    },
    env: io.env,
    projectFile: project.value.projectFile,
    machine: machineLimits(),
  })
  if (!settings.ok) return settings
  return ok({ settings: settings.value, warnings: [...project.value.warnings, ...unknownEnvironment(io.env)] })
}
