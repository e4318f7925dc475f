import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSshBySize } from '../../../src/adapters/ssh/ssh-by-size.ts'
import { systemClock } from '../../../src/adapters/clock.ts'
import { Started } from './shards/shards.ts'
import { startSshd, type Sshd } from './sshd.ts'
import { bareEnvironment, openOrThrow, targetOf } from './targets.ts'

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
})
afterAll(() => sshd.stop())

test.each([
  ['a few hosts', 20, 0],
  ['a fleet', 1000, 3],
])('for %s of %d hosts it starts %d shards', async (_what, hosts, shards) => {
  const started = new Started()
  const connector = createSshBySize({
    clock: systemClock,
    environment: bareEnvironment,
    shards: 'auto',
    cores: 4,
    start: started.start,
  })

  connector.expect?.(hosts)
  await (await openOrThrow(connector, targetOf(sshd))).close()

  expect(started.children).toHaveLength(shards)
  expect(await started.ended()).toEqual(Array(shards).fill(0))
})
