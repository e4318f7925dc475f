import { rmSync } from 'node:fs'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { controllerFiles } from '../../src/adapters/files/controller-files.ts'
import { createTemplater } from '../../src/adapters/template/templater.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err } from '../../src/base/result.ts'
import type { Composition } from '../../src/cli/composition.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { builtinModules } from '../../src/modules/index.ts'
import { type CaseOutcome, commandLine, type DifferentialCase, filesIn, unpackCase } from './differential-case.ts'
import { withoutOwnWords } from './in-own-words.ts'
import { timeless } from './timeless.ts'

/** Runs a case with the real command line and its real parts, all in this process. */
export async function runOurs(given: DifferentialCase): Promise<CaseOutcome & { readonly stderr: string }> {
  const folder = unpackCase(given)
  const out: string[] = []
  const errors: string[] = []
  try {
    const composition = compose(folder, given.env, out, errors)
    const exitCode = await runCli(['run', '--output', 'ansible', '-v', ...commandLine(given, folder)], composition)
    return {
      stdout: withoutOwnWords(timeless(out.join(''), folder)),
      stderr: errors.join(''),
      exitCode,
      files: filesIn(folder),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compose(cwd: string, env: Readonly<Record<string, string>>, out: string[], errors: string[]): Composition {
  const home = process.env['HOME'] ?? '/root'
  const io = {
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void errors.push(text),
    cwd,
    home,
    env: { PATH: process.env['PATH'], HOME: home, ...env },
    isTerminal: false,
    columns: 80,
    leave: (code: number) => {
      throw new Error(`left with ${code}`)
    },
    onInterrupt: () => () => undefined,
  }
  const modules = builtinModules()
  const ssh = { open: () => Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', 'there is no SSH here'))) }
  return {
    io,
    version: '0.0.0',
    modules: () => Promise.resolve(modules),
    templater: () => Promise.resolve(createTemplater({ env: io.env, cwd, home })),
    newRunId: () => Promise.resolve('differential'),
    runDeps: () =>
      Promise.resolve({
        clock: systemClock,
        connector: createConnector({ clock: systemClock, ssh }),
        templater: createTemplater({ env: io.env, cwd, home }),
        modules,
        controllerFiles,
        runStore: { create: () => Promise.resolve(FORGETFUL) },
      }),
  }
}

const FORGETFUL = {
  path: '/dev/null',
  append: () => undefined,
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
