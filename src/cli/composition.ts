import type { RunDeps } from '../app/run-playbook.ts'
import type { ModuleIndex } from '../model/module.ts'
import type { BackupSettings } from '../model/backup-settings.ts'
import type { BackupStore } from '../ports/backup-store.ts'
import type { RunArchive } from '../ports/run-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { ScheduleStore } from '../ports/schedule-store.ts'
import type { PutTextFile } from '../ports/text-file.ts'
import type { ServiceNotifier } from '../ports/service-notifier.ts'
import type { Templater } from '../ports/templater.ts'
import type { JinjaOptions } from '../model/template-options.ts'
import type { Io } from './io.ts'

/** What `main.ts` builds for the commands: they know ports and use cases, it alone knows the parts behind them. */
export interface Composition {
  readonly io: Io
  readonly version: string
  /** The words that start this program. */
  readonly program: readonly string[]
  readonly modules: () => Promise<ModuleIndex>
  readonly templater: () => Promise<Templater>
  readonly runDeps: (parts: RunParts) => Promise<Omit<RunDeps, 'onEvent' | 'prompt'>>
  readonly backupStore: (settings: BackupSettings) => Promise<BackupStore | undefined>
  readonly runArchive: () => Promise<RunArchive>
  readonly newRunId: () => Promise<string>
  readonly clock: Clock
  /** What is known of the schedules of the project with this file. */
  readonly scheduleStore: (projectFile: string) => Promise<ScheduleStore>
  readonly putTextFile: PutTextFile
  readonly notifier: () => Promise<Notifier>
  readonly serviceNotifier: (onProblem: (message: string) => void) => Promise<ServiceNotifier>
}

export interface RunParts {
  /** Told of what an operator should know though it stops nothing, such as a host key that is not checked. */
  readonly onWarning: (message: string) => void
  readonly jinja: JinjaOptions
  /** Processes that hold SSH connections. */
  readonly shards: 'auto' | 'off' | number
  /** The text of a file for lookups, decrypted where it is encrypted. */
  readonly readText: (path: string) => string
}
