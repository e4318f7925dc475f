import { LongshoreError } from '../base/longshore-error.ts'
import type { ProgramName } from '../cli/programs/program-name.ts'
import { compose, version } from './compose.ts'

/** Runs `longshore` with these words, and leaves its exit code to the process. */
export async function longshore(argv: readonly string[]): Promise<void> {
  await leaveExitCode(async () => {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      process.stdout.write(`${version()}\n`)
      return 0
    }
    const { runCli } = await import('../cli/run-cli.ts')
    return runCli(argv, await compose())
  })
}

/** The same for a program of Ansible's name. */
export async function ansibleProgram(name: ProgramName, argv: readonly string[]): Promise<void> {
  await leaveExitCode(async () => {
    const { runProgram } = await import('../cli/programs/run-program.ts')
    return runProgram(name, argv, await compose())
  })
}

/** Nobody calls it: longshore starts it, to hold connections of a fleet. */
export async function sshShard(argv: readonly string[]): Promise<void> {
  const { serveShard } = await import('../adapters/ssh/shards/serve-shard.ts')
  serveShard(argv)
}

/** An installation of which something is missing is told of as any other error is. */
async function leaveExitCode(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run()
  } catch (error) {
    if (!(error instanceof LongshoreError)) throw error
    const { EXIT_CODES, formatError } = await import('../cli/exit-codes.ts')
    process.stderr.write(formatError(error))
    process.exitCode = EXIT_CODES[error.code]
  }
}
