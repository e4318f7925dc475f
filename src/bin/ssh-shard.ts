import { keepCompiledCode } from '../compose/compiled-code.ts'
import { sshShard } from '../compose/programs.ts'

keepCompiledCode()
await sshShard(process.argv.slice(2))
