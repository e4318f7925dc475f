import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import type { SettingValues } from '../loader/project-file/setting-values.ts'

/** The settings of an ansible.cfg that a longshore.yml has, too. */
export function settingsOfAnsible(config: AnsibleConfig): SettingValues {
  const { hostKeyChecking, timeout } = config
  return {
    ...present('inventory', config.inventory),
    ...present('forks', config.forks),
    ...present('remote_user', config.remoteUser),
    ...present('private_key_file', config.privateKeyFile),
    ...present('host_key_checking', hostKeyChecking === undefined ? undefined : hostKeyChecking ? 'strict' : 'off'),
    ...present('timeout', timeout === undefined ? undefined : timeout * 1000),
    ...present('become_password_file', config.becomePasswordFile),
    ...present('connection_password_file', config.connectionPasswordFile),
    ...present('vault_password_file', config.vaultPasswordFile),
    ...present('vault_identity_list', config.vaultIdentityList),
  }
}

function present<K extends keyof SettingValues>(name: K, value: SettingValues[K]): SettingValues {
  return value === undefined ? {} : { [name]: value }
}
