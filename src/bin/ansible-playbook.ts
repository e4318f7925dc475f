#!/usr/bin/env node
import { compose } from '../compose/compose.ts'
import { runProgram } from '../cli/programs/run-program.ts'

process.exitCode = await runProgram('ansible-playbook', process.argv.slice(2), await compose())
