import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOptions } from '../../../src/ports/connection.ts'
import { connectionContract, type ContractSubject } from '../../ports/connection-contract.ts'
import { startSshd } from './sshd.ts'
import { connectorOf, openOrThrow, targetOf } from './targets.ts'

connectionContract('a connection to OpenSSH', () => open({}))
connectionContract('a connection to OpenSSH whose shell serves all programs', () => open({ looks: true }))

async function open(options: Partial<RunOptions>): Promise<ContractSubject> {
  const sshd = await startSshd()
  const directory = await mkdtemp(join(tmpdir(), 'longshore-ssh-'))
  return {
    connection: await openOrThrow(connectorOf(), targetOf(sshd)),
    directory,
    options,
    cleanUp: async () => {
      await sshd.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
