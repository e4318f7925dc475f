import { rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { runCli } from '../../src/cli/run-cli.ts'
import { localComposition } from '../kit/local-composition.ts'
import { type CaseOutcome, commandLine, type DifferentialCase, filesIn, unpackCase } from './differential-case.ts'
import { withoutOwnWords } from './in-own-words.ts'
import { timeless } from './timeless.ts'

/** Runs a case with the real command line and its real parts, all in this process. */
export async function runOurs(given: DifferentialCase): Promise<CaseOutcome & { readonly stderr: string }> {
  const folder = unpackCase(given)
  try {
    const { composition, stdout, stderr } = localComposition({ cwd: folder, home: homedir(), env: given.env })
    const exitCode = await runCli(['run', '--output', 'ansible', '-v', ...commandLine(given, folder)], composition)
    const told = timeless(stdout(), folder)
    const words = given.comparesWords ? told : withoutOwnWords(told)
    return { stdout: words, stderr: timeless(stderr(), folder), exitCode, files: filesIn(folder) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
