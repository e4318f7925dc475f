import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionContract } from '../../../ports/connection-contract.ts'
import { startSshd } from '../sshd.ts'
import { openOrThrow, targetOf } from '../targets.ts'
import { shardsOf } from './shards.ts'

connectionContract('a connection to OpenSSH that a shard holds', async () => {
  const sshd = await startSshd()
  const directory = await mkdtemp(join(tmpdir(), 'longshore-ssh-'))
  return {
    connection: await openOrThrow(shardsOf(), targetOf(sshd)),
    directory,
    cleanUp: async () => {
      await sshd.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
})
