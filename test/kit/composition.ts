import { systemClock } from '../../src/adapters/clock.ts'
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

export interface TestComposition {
  readonly composition: Composition
  readonly stdout: () => string
  readonly stderr: () => string
}

/** The command line in this process, with nothing behind it that could be connected to or written. */
export function compositionFor(cwd = process.cwd(), env: Readonly<Record<string, string>> = {}): TestComposition {
  const out: string[] = []
  const errors: string[] = []
  const io = {
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void errors.push(text),
    cwd,
    home: '/nonexistent',
    env,
    isTerminal: false,
    columns: 80,
    leave: (code: number) => {
      throw new Error(`left with ${code}`)
    },
    onInterrupt: () => () => undefined,
    onPause: () => () => undefined,
  }
  const composition: Composition = {
    io,
    version: '0.0.0',
    program: ['/usr/bin/true'],
    modules: () => Promise.resolve(builtinModules()),
    templater: () => Promise.resolve(createTemplater()),
    backupStore: () => Promise.resolve(undefined),
    runArchive: () => Promise.resolve(openRunArchive('/nonexistent', { clock: systemClock, by: 'tester' })),
    newRunId: () => Promise.resolve('test'),
    clock: systemClock,
    scheduleStore: (projectFile) => Promise.resolve(openScheduleStore('/nonexistent', projectFile)),
    putTextFile,
    notifier: () => Promise.resolve(createNotifier(systemClock, {})),
    serviceNotifier: (onProblem) => Promise.resolve(systemdNotifier({}, onProblem)),
    runDeps: () =>
      Promise.resolve({
        clock: systemClock,
        connector: {
          open: () => Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', 'nothing is reached here'))),
        },
        templater: createTemplater(),
        modules: builtinModules(),
        controllerFiles,
        runStore: {
          create: () => Promise.reject(new LongshoreError('STATE_UNWRITABLE', 'nothing is written here')),
          noteGuard: () => Promise.resolve(undefined),
        },
      }),
  }
  return { composition, stdout: () => out.join(''), stderr: () => errors.join('') }
}
