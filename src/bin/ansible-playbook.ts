#!/usr/bin/env node
import { keepCompiledCode } from '../compose/compiled-code.ts'
import { compose } from '../compose/compose.ts'

keepCompiledCode()
const { runProgram } = await import('../cli/programs/run-program.ts')
process.exitCode = await runProgram('ansible-playbook', process.argv.slice(2), await compose())
