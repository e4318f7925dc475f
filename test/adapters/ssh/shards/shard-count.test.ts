import { expect, test } from '@jest/globals'
import { shardCount, type Shards } from '../../../../src/adapters/ssh/shards/shard-count.ts'

test.each<[Shards, number, number, number]>([
  ['auto', 499, 8, 0],
  ['auto', 500, 3, 0],
  ['auto', 500, 4, 3],
  ['auto', 5000, 5, 4],
  ['auto', 5000, 64, 4],
  ['off', 5000, 64, 0],
  [1, 1, 1, 1],
  [16, 1, 2, 16],
])('%s shards for %d hosts on %d cores are %d', (wanted, hosts, cores, shards) => {
  expect(shardCount(wanted, hosts, cores)).toBe(shards)
})
