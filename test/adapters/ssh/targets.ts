import { createSshConnector, type SshConnectorDeps } from '../../../src/adapters/ssh/ssh-connector.ts'
import type { SshEnvironment } from '../../../src/adapters/ssh/config/ssh-environment.ts'
import { systemClock } from '../../../src/adapters/clock.ts'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Connection } from '../../../src/ports/connection.ts'
import type { ConnectionTarget, Connector } from '../../../src/ports/connector.ts'
import type { Sshd } from './sshd.ts'

/** A user without ~/.ssh, agent or system configuration. */
export const bareEnvironment: SshEnvironment = {
  home: '/nonexistent/home',
  localUser: 'nobody-in-particular',
  systemConfigFile: '/nonexistent/ssh_config',
  agentSocket: undefined,
}

export function target(more: Partial<ConnectionTarget> = {}): ConnectionTarget {
  return { name: 'web-01', kind: 'ssh', address: '127.0.0.1', sshArgs: [], connectTimeoutMs: 10_000, ...more }
}

export function targetOf(sshd: Sshd, more: Partial<ConnectionTarget> = {}): ConnectionTarget {
  return target({
    port: sshd.port,
    user: sshd.user,
    privateKeyFile: sshd.keyFile,
    knownHostsFile: sshd.knownHostsFile,
    hostKeyChecking: 'strict',
    ...more,
  })
}

export function connectorOf(deps: Partial<SshConnectorDeps> = {}): Connector {
  return createSshConnector({ clock: systemClock, environment: bareEnvironment, ...deps })
}

export const never = new AbortController().signal

export async function openOrThrow(connector: Connector, to: ConnectionTarget): Promise<Connection> {
  const opened = await connector.open(to, never)
  if (!opened.ok) throw opened.error
  return opened.value
}

export async function failureOf(connector: Connector, to: ConnectionTarget): Promise<LongshoreError> {
  const opened = await connector.open(to, never)
  if (!opened.ok) return opened.error
  await opened.value.close()
  throw new Error('the connection opened')
}
