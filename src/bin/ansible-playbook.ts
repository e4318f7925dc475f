#!/usr/bin/env node
import { keepCompiledCode } from '../compose/compiled-code.ts'
import { ansibleProgram } from '../compose/programs.ts'

keepCompiledCode()
await ansibleProgram('ansible-playbook', process.argv.slice(2))
