import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import type { ProjectFile } from '../loader/project-file/parse-project-file.ts'
import {
  SETTING_NAMES,
  SETTING_VALUES,
  type SettingName,
  type SettingValues,
} from '../loader/project-file/setting-values.ts'
import type { NotificationTarget } from '../model/notification.ts'
import type { ConfigText } from '../model/template-options.ts'
import type { BackupSettings } from '../model/backup-settings.ts'
import { ANSIBLE_FORKS, defaultForks, type MachineLimits } from './default-forks.ts'
import { settingsOfAnsible } from './settings-of-ansible.ts'

/** What holds for one invocation. Unset: the inventory or ssh_config decides. */
export interface Settings {
  readonly inventory: readonly string[]
  readonly forks: number
  /** What playbooks see as `ansible_forks`: under Ansible's names its default is theirs. */
  readonly toldForks: number
  /** Processes that hold connections. */
  readonly shards: 'auto' | 'off' | number
  readonly remoteUser?: string
  readonly privateKeyFile?: string
  readonly hostKeyChecking?: 'strict' | 'accept-new' | 'off'
  readonly sshConfig?: string
  readonly knownHosts?: string
  readonly output: 'default' | 'ansible' | 'json' | 'quiet'
  readonly connectTimeoutMs: number
  readonly runTimeoutMs?: number
  readonly lock: 'auto' | 'always' | 'off'
  readonly lockWaitMs: number
  readonly becomePasswordFile?: string
  readonly connectionPasswordFile?: string
  readonly vaultPasswordFile?: string
  readonly vaultIdentityList?: readonly string[]
  readonly metricsTextfile?: string
  readonly backups: BackupSettings
  /** Who is told of what happens in runs. */
  readonly notifications: readonly NotificationTarget[]
  /** What an ansible.cfg and ANSIBLE_* variables set besides. */
  readonly ansible: AnsibleConfig
  /** That ansible.cfg as it is written, for the lookup `config`. */
  readonly configText?: ConfigText
}

export interface SettingSources {
  /** By the setting's name, as written on the command line; what was not given is absent. */
  readonly flags: { readonly [K in SettingName]?: string | readonly string[] | undefined }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly projectFile: ProjectFile | undefined
  /** Of ANSIBLE_* variables, and of an ansible.cfg. */
  readonly ansible?: { readonly env: AnsibleConfig; readonly file: AnsibleConfig }
  readonly machine: MachineLimits
}

/** As Ansible's `timeout`. */
const CONNECT_TIMEOUT_MS = 10_000

const FLAGS: Readonly<Record<SettingName, string>> = {
  inventory: '-i/--inventory',
  forks: '-f/--forks',
  shards: '--shards',
  remote_user: '-u/--user',
  private_key_file: '--private-key',
  host_key_checking: '--host-key-checking',
  ssh_config: '--ssh-config',
  known_hosts: '--known-hosts',
  output: '--output',
  timeout: '-T/--timeout',
  run_timeout: '--run-timeout',
  lock: '--lock',
  lock_wait: '--lock-wait',
  become_password_file: '--become-password-file',
  connection_password_file: '--connection-password-file',
  vault_password_file: '--vault-password-file',
  vault_identity_list: '--vault-id',
  metrics_textfile: '--textfile',
}

/**
 * Flag before LONGSHORE_* before ANSIBLE_* before longshore.yml before ansible.cfg before default. All problems are told.
 */
export function resolveSettings(sources: SettingSources): Result<Settings, readonly LongshoreError[]> {
  const problems: LongshoreError[] = []
  const { env = {}, file = {} } = sources.ansible ?? {}
  const values: Record<string, unknown> = {
    ...settingsOfAnsible(file),
    ...sources.projectFile?.settings,
    ...settingsOfAnsible(env),
  }
  for (const name of SETTING_NAMES) {
    const given = givenOf(name, sources)
    if (given === undefined) continue
    const parsed = SETTING_VALUES[name].safeParse(given.value)
    if (parsed.success) values[name] = parsed.data
    else problems.push(settingNotUsable(given.from, parsed.error.issues[0]?.message ?? 'not usable', given.value))
  }
  if (problems.length > 0) return err(problems)
  return ok({
    ...settingsOf(values as SettingValues, sources.machine),
    backups: sources.projectFile?.backups ?? {},
    notifications: sources.projectFile?.notifications ?? [],
    ansible: { ...file, ...env },
  })
}

/** Read on the hosts, which this machine may be one of: the folder of their records (engine/undo-records). */
const HOST_STATE = 'LONGSHORE_HOST_STATE'

/** Warnings for LONGSHORE_* variables that set nothing: a slip in a name would be silent otherwise. */
export function unknownEnvironment(env: SettingSources['env']): readonly string[] {
  const known = [...SETTING_NAMES.map(variableOf), 'LONGSHORE_BACKUP_IDENTITY', HOST_STATE]
  const unknown = Object.keys(env).filter((name) => name.startsWith('LONGSHORE_') && !known.includes(name))
  return unknown.map((name) => `the environment variable ${name} sets nothing${didYouMean(name, known)}`)
}

interface Given {
  readonly from: string
  readonly value: string | readonly string[]
}

function givenOf(name: SettingName, { flags, env }: SettingSources): Given | undefined {
  const flag = flags[name]
  if (flag !== undefined && flag.length > 0) return { from: FLAGS[name], value: flag }
  const variable = env[variableOf(name)]
  return variable === undefined || variable === '' ? undefined : { from: variableOf(name), value: variable }
}

function variableOf(name: SettingName): string {
  return `LONGSHORE_${name.toUpperCase()}`
}

function settingsOf(
  values: SettingValues,
  machine: MachineLimits,
): Omit<Settings, 'ansible' | 'backups' | 'notifications'> {
  const forks = values.forks ?? defaultForks(machine)
  return {
    inventory: values.inventory ?? [],
    forks,
    toldForks: values.forks ?? (values.output === 'ansible' ? ANSIBLE_FORKS : forks),
    shards: values.shards ?? 'auto',
    output: values.output ?? 'default',
    connectTimeoutMs: values.timeout ?? CONNECT_TIMEOUT_MS,
    lock: values.lock ?? 'auto',
    lockWaitMs: values.lock_wait ?? 0,
    ...(values.remote_user !== undefined && { remoteUser: values.remote_user }),
    ...(values.private_key_file !== undefined && { privateKeyFile: values.private_key_file }),
    ...(values.host_key_checking !== undefined && { hostKeyChecking: values.host_key_checking }),
    ...(values.ssh_config !== undefined && { sshConfig: values.ssh_config }),
    ...(values.known_hosts !== undefined && { knownHosts: values.known_hosts }),
    ...(values.run_timeout !== undefined && { runTimeoutMs: values.run_timeout }),
    ...(values.become_password_file !== undefined && { becomePasswordFile: values.become_password_file }),
    ...(values.connection_password_file !== undefined && { connectionPasswordFile: values.connection_password_file }),
    ...(values.vault_password_file !== undefined && { vaultPasswordFile: values.vault_password_file }),
    ...(values.metrics_textfile !== undefined && { metricsTextfile: values.metrics_textfile }),
    ...(values.vault_identity_list !== undefined && { vaultIdentityList: values.vault_identity_list }),
  }
}

function settingNotUsable(from: string, problem: string, value: Given['value']): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${from}: ${problem}, found '${[value].flat().join(' ')}'`)
}
