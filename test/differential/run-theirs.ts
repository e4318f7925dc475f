import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { type CaseOutcome, commandLine, type DifferentialCase, filesIn, unpackCase } from './differential-case.ts'
import { withoutOwnWords } from './in-own-words.ts'
import { timeless } from './timeless.ts'

/** Runs a case with the ansible-playbook of this machine. */
export function runTheirs(given: DifferentialCase): CaseOutcome {
  const folder = unpackCase(given)
  try {
    const { stdout, stderr, status } = spawnSync('ansible-playbook', commandLine(given, folder), {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        LANG: 'C.UTF-8',
        HOME: process.env['HOME'],
        ANSIBLE_VERBOSITY: '1',
        ...given.env,
      },
    })
    return {
      stdout: given.comparesWords ? timeless(stdout, folder) : withoutOwnWords(timeless(stdout, folder)),
      exitCode: status,
      files: filesIn(folder),
      ...(given.comparesWords && { stderr: timeless(stderr, folder) }),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
