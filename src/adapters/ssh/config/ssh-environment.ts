import { homedir, userInfo } from 'node:os'

/** What ssh_config is read against: handed in, so that tests have a home of their own. */
export interface SshEnvironment {
  readonly home: string
  readonly localUser: string
  readonly systemConfigFile: string
  readonly agentSocket: string | undefined
}

/** Like OpenSSH, the home comes from the system and not from HOME. */
export function systemSshEnvironment(): SshEnvironment {
  const socket = process.env['SSH_AUTH_SOCK']
  const { homedir: home, username: localUser } = userInfo()
  return {
    home: home || homedir(),
    localUser,
    systemConfigFile: '/etc/ssh/ssh_config',
    agentSocket: socket === '' ? undefined : socket,
  }
}
