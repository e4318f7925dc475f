#!/usr/bin/env node
import { keepCompiledCode } from './compose/compiled-code.ts'
import { longshore } from './compose/programs.ts'

keepCompiledCode()
await longshore(process.argv.slice(2))
