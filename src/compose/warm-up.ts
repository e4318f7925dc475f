import crypto from 'node:crypto'
import { queryObjects, setFlagsFromString } from 'node:v8'
import type { Io } from '../cli/io.ts'
import { runCli } from '../cli/run-cli.ts'
import { compose } from './compose.ts'

/**
 * Runs `longshore` with these words twice, so that what a run needs is loaded and compiled, and nothing else is. Throws
 * where a run does not succeed.
 */
export async function warmUp(argv: readonly string[]): Promise<void> {
  const composition = await compose(silentIo())
  const run = async (): Promise<void> => {
    const exitCode = await runCli(argv, composition)
    if (exitCode !== 0) throw new Error(`longshore ${argv.join(' ')} ended with exit code ${exitCode}`)
  }
  const { randomUUID, randomInt } = crypto
  Object.assign(crypto, NOT_RANDOM)
  await run()
  await forgetCompiledCode()
  setFlagsFromString('--no-flush-bytecode')
  await run()
  setFlagsFromString('--flush-bytecode')
  Object.assign(crypto, { randomUUID, randomInt })
}

/** Node draws random bytes ahead for these, and keeps them: each process that begins with the snapshot would have the same. */
const NOT_RANDOM = { randomUUID: () => '00000000-0000-4000-8000-000000000000', randomInt: () => 0 }

/** Most of what is compiled by now has done its work: it loaded the program. Before it counts, node collects garbage. */
async function forgetCompiledCode(): Promise<void> {
  setFlagsFromString('--stress-flush-code')
  for (let time = 0; time < COLLECTIONS; time++) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    queryObjects(URL, { format: 'count' })
  }
  setFlagsFromString('--no-stress-flush-code')
}

const COLLECTIONS = 5

/** Nothing of the process that takes the snapshot gets into it. */
function silentIo(): Io {
  return {
    stdout: () => undefined,
    stderr: () => undefined,
    cwd: '/',
    home: '/',
    env: { ...process.env },
    isTerminal: false,
    columns: 80,
    leave: (code) => process.exit(code),
    onInterrupt: () => () => undefined,
    onPause: () => () => undefined,
  }
}
