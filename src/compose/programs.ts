import type { ProgramName } from '../cli/programs/program-name.ts'
import { compose, version } from './compose.ts'

/** Runs `longshore` with these words, and leaves its exit code to the process. */
export async function longshore(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version()}\n`)
    return
  }
  const { runCli } = await import('../cli/run-cli.ts')
  process.exitCode = await runCli(argv, await compose())
}

/** The same for a program of Ansible's name. */
export async function ansibleProgram(name: ProgramName, argv: readonly string[]): Promise<void> {
  const { runProgram } = await import('../cli/programs/run-program.ts')
  process.exitCode = await runProgram(name, argv, await compose())
}
