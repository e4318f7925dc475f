import { parseArgs } from 'node:util'

export interface BenchOptions {
  readonly hosts: readonly number[]
  /** Milliseconds there and back. */
  readonly latencies: readonly number[]
  readonly rounds: number
  /** Of what takes minutes for each. */
  readonly slowRounds: number
  /** Slow contestants take part up to this many hosts. */
  readonly slowUpTo: number
  /** Names hold one of these; empty: all. */
  readonly only: readonly string[]
}

const USAGE = `npm run bench -- [--quick] [--hosts 10,30,100,300] [--latency 0,30] [--rounds 5] [--slow-rounds 1]
                 [--slow-up-to 100] [--only floor,longshore]`

export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      hosts: { type: 'string' },
      latency: { type: 'string' },
      rounds: { type: 'string' },
      'slow-rounds': { type: 'string' },
      'slow-up-to': { type: 'string' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    process.exit(0)
  }
  const { quick } = values
  return {
    hosts: numbers(values.hosts ?? (quick ? '10,30' : '10,30,100,300')),
    latencies: numbers(values.latency ?? (quick ? '0' : '0,30')),
    rounds: Number(values.rounds ?? (quick ? 3 : 5)),
    slowRounds: Number(values['slow-rounds'] ?? 1),
    slowUpTo: Number(values['slow-up-to'] ?? (quick ? 10 : 100)),
    only: values.only.split(',').filter((name) => name !== ''),
  }
}

function numbers(text: string): readonly number[] {
  return text.split(',').map(Number)
}
