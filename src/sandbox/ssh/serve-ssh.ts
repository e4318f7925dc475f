import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2'

import type { HostNamespace } from '../namespace/host-namespace.ts'
import { forwardPort } from './forward-port.ts'
import { serveSession } from './serve-session.ts'

export interface SshServer {
  readonly port: number
  readonly close: () => Promise<void>
}

/** An SSH server on 127.0.0.1 for one host: public keys only, sessions in the host's namespaces. */
export async function serveSsh(host: HostNamespace, hostKey: string, allowed: ParsedKey): Promise<SshServer> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => authenticate(context, allowed))
    connection.on('ready', () => {
      connection.on('session', (accept) => serveSession(accept(), host))
      connection.on('tcpip', (accept, reject, info) => forwardPort(accept, reject, info))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const connection of connections) connection.end()
      await closed
    },
  }
}

function authenticate(context: AuthContext, allowed: ParsedKey): void {
  if (isAllowed(context, allowed)) context.accept()
  else context.reject(['publickey'])
}

function isAllowed(context: AuthContext, allowed: ParsedKey): boolean {
  if (context.method !== 'publickey' || context.username !== 'root') return false
  const known = allowed.getPublicSSH()
  const same = context.key.data.length === known.length && timingSafeEqual(context.key.data, known)
  if (context.key.algo !== allowed.type || !same) return false
  if (context.signature === undefined || context.blob === undefined) return true
  // Where it cannot verify, ssh2 gives the error instead of throwing it.
  return Object.is(allowed.verify(context.blob, context.signature, context.hashAlgo), true)
}
