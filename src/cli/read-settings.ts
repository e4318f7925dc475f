import { resolveSettings, type Settings, unknownEnvironment } from '../app/project-settings.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { loadAnsibleConfig } from '../loader/ansible-config/load-ansible-config.ts'
import { loadProjectFile } from '../loader/project-file/load-project-file.ts'
import type { Io } from './io.ts'
import { machineLimits } from './machine-limits.ts'
import type { RunFlags } from './run-flags.ts'

export interface ReadSettings {
  readonly settings: Settings
  /** Of the ansible.cfg that was read. */
  readonly configFile: string | undefined
  readonly warnings: readonly string[]
}

/** Of what the settings come from on a command line. */
export type SettingFlags = Partial<
  Pick<
    RunFlags,
    | 'inventory'
    | 'forks'
    | 'shards'
    | 'user'
    | 'privateKey'
    | 'hostKeyChecking'
    | 'sshConfig'
    | 'knownHosts'
    | 'output'
    | 'timeout'
    | 'runTimeout'
    | 'lock'
    | 'lockWait'
    | 'becomePasswordFile'
    | 'connectionPasswordFile'
    | 'program'
  >
>

/** Flags, then LONGSHORE_*, then ANSIBLE_*, then `longshore.yml`, then `ansible.cfg`, then defaults. */
export async function readSettings(
  flags: SettingFlags,
  io: Pick<Io, 'cwd' | 'home' | 'env'>,
): Promise<Result<ReadSettings, readonly LongshoreError[]>> {
  const [project, ansible] = await Promise.all([loadProjectFile(io.cwd, io.home), loadAnsibleConfig(io)])
  if (!project.ok) return project
  if (!ansible.ok) return ansible
  const settings = resolveSettings({
    flags: {
      inventory: flags.inventory,
      forks: flags.forks,
      shards: flags.shards,
      remote_user: flags.user,
      private_key_file: flags.privateKey,
      host_key_checking: flags.hostKeyChecking,
      ssh_config: flags.sshConfig,
      known_hosts: flags.knownHosts,
      output: flags.output,
      timeout: flags.timeout,
      run_timeout: flags.runTimeout,
      lock: flags.lock,
      lock_wait: flags.lockWait,
      become_password_file: flags.becomePasswordFile,
      connection_password_file: flags.connectionPasswordFile,
    },
    env: io.env,
    projectFile: project.value,
    ansible: ansible.value,
    machine: machineLimits(),
  })
  if (!settings.ok) return settings
  const { path, written, ignored, warnings } = ansible.value
  return ok({
    settings: { ...settings.value, ...(written !== undefined && { configText: written }) },
    configFile: path,
    warnings: [
      ...warnings,
      ...(path === undefined || ignored.length === 0 || flags.program !== undefined ? [] : [notHeeded(path, ignored)]),
      ...unknownEnvironment(io.env),
    ],
  })
}

/** Ansible's own programs say nothing of keys that they do not know. */
function notHeeded(path: string, keys: readonly string[]): string {
  return `${path}: nothing here heeds ${keys.join(', ')}`
}
