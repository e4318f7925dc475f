import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/clock.ts'
import { LocalConnection } from '../../../src/adapters/local/local-connection.ts'
import { connectionContract } from '../../ports/connection-contract.ts'

connectionContract('a local connection', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'longshore-local-'))
  return {
    connection: new LocalConnection('localhost', systemClock),
    directory,
    cleanUp: () => rm(directory, { recursive: true, force: true }),
  }
})
