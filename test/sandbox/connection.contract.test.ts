import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { systemClock } from '../../src/adapters/clock.ts'
import { connectionContract } from '../ports/connection-contract.ts'
import { openSandbox } from './with-sandbox.ts'

connectionContract('a connection to a sandbox host', async () => {
  const sandbox = await openSandbox([{ name: 'web-01' }])
  const connector = createSshConnector({ clock: systemClock })
  const opened = await connector.open(
    {
      name: 'web-01',
      kind: 'ssh',
      address: '127.0.0.1',
      port: sandbox.host('web-01').port,
      user: 'root',
      privateKeyFile: sandbox.privateKeyFile,
      knownHostsFile: sandbox.knownHostsFile,
      hostKeyChecking: 'strict',
      sshArgs: [],
      connectTimeoutMs: 10_000,
    },
    new AbortController().signal,
  )
  if (!opened.ok) throw opened.error
  return { connection: opened.value, directory: '/tmp', cleanUp: () => sandbox.close() }
})
