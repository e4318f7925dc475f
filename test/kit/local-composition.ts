import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createNotifier } from '../../src/adapters/notify/create-notifier.ts'
import { controllerFiles } from '../../src/adapters/files/controller-files.ts'
import { openRunArchive } from '../../src/adapters/run-store/run-archive.ts'
import { putTextFile } from '../../src/adapters/files/put-text-file.ts'
import { openScheduleStore } from '../../src/adapters/schedule-store/schedule-store.ts'
import { systemdNotifier } from '../../src/adapters/systemd/service-notifier.ts'
import { createTemplater } from '../../src/adapters/template/templater.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err } from '../../src/base/result.ts'
import type { Composition } from '../../src/cli/composition.ts'
import { builtinModules } from '../../src/modules/index.ts'

export interface LocalWorld {
  readonly cwd: string
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
}

export interface LocalComposition {
  readonly composition: Composition
  readonly stdout: () => string
  readonly stderr: () => string
}

/** The command line in this process with its real parts: this machine can be worked on, another one cannot be reached. */
export function localComposition({ cwd, home = '/nonexistent', env = {} }: LocalWorld): LocalComposition {
  const out: string[] = []
  const errors: string[] = []
  const modules = builtinModules()
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
    onPause: () => () => undefined,
  }
  const ssh = {
    open: ({ name }: { readonly name: string }) =>
      Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', `${name} is not reached from here`))),
  }
  const composition: Composition = {
    io,
    version: '0.0.0',
    program: ['/usr/bin/true'],
    modules: () => Promise.resolve(modules),
    templater: () => Promise.resolve(createTemplater({ env: io.env, cwd, home })),
    backupStore: () => Promise.resolve(undefined),
    runArchive: () => Promise.resolve(openRunArchive('/nonexistent', { clock: systemClock, by: 'tester' })),
    newRunId: () => Promise.resolve('test'),
    clock: systemClock,
    scheduleStore: (projectFile) => Promise.resolve(openScheduleStore('/nonexistent', projectFile)),
    putTextFile,
    notifier: () => Promise.resolve(createNotifier(systemClock, {})),
    serviceNotifier: (onProblem) => Promise.resolve(systemdNotifier({}, onProblem)),
    runDeps: ({ jinja, readText }) =>
      Promise.resolve({
        clock: systemClock,
        connector: createConnector({ clock: systemClock, ssh }),
        templater: createTemplater({ env: io.env, cwd, home, readText }, jinja),
        modules,
        controllerFiles,
        runStore: { create: () => Promise.resolve(FORGETFUL), noteGuard: () => Promise.resolve(undefined) },
      }),
  }
  return { composition, stdout: () => out.join(''), stderr: () => errors.join('') }
}

const FORGETFUL = {
  path: '/dev/null',
  append: () => undefined,
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
