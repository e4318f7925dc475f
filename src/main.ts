#!/usr/bin/env node
import { keepCompiledCode } from './compose/compiled-code.ts'
import { compose, version } from './compose/compose.ts'

/** The program `longshore`. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version()}\n`)
    return
  }
  keepCompiledCode()
  const { runCli } = await import('./cli/run-cli.ts')
  process.exitCode = await runCli(argv, await compose())
}

await main(process.argv.slice(2))
