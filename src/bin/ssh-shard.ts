import { serveShard } from '../adapters/ssh/shards/serve-shard.ts'
import { keepCompiledCode } from '../compose/compiled-code.ts'

/** Nobody calls it: longshore starts it to hold connections of a fleet. */
keepCompiledCode()
serveShard(process.argv.slice(2))
