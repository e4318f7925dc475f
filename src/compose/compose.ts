import { readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { packageFolder } from '../base/package-folder.ts'
import type { BackupSettings } from '../model/backup-settings.ts'
import type { MetricsQuery } from '../ports/metrics.ts'
import type { FactCacheOptions } from '../ports/fact-cache.ts'
import type { Composition, RunParts } from '../cli/composition.ts'
import type { Io } from '../cli/io.ts'
import { tuneV8 } from './tune-v8.ts'
import { programWords } from './program-words.ts'

/**
 * Builds adapters, modules and use cases for a face. Heavy parts are imported when a command needs them, so that
 * `--version` answers at once.
 */
export async function compose(givenIo?: Io): Promise<Composition> {
  const { systemClock } = await import('../adapters/clock.ts')
  const io = givenIo ?? processIo()
  return {
    io,
    version: version(),
    get program() {
      return programWords(process.argv[1] ?? '', process.execPath)
    },
    async modules() {
      return (await import('../modules/index.ts')).builtinModules()
    },
    async templater() {
      return (await import('../adapters/template/templater.ts')).createTemplater(io)
    },
    async newRunId() {
      return (await import('../adapters/run-store/run-id.ts')).newRunId(systemClock.now())
    },
    clock: systemClock,
    async scheduleStore(projectFile) {
      const [{ openScheduleStore }, { stateFolder }] = await Promise.all([
        import('../adapters/schedule-store/schedule-store.ts'),
        import('../adapters/run-store/state-folder.ts'),
      ])
      return openScheduleStore(stateFolder(io.env, io.home), projectFile)
    },
    async putTextFile(path, text) {
      return (await import('../adapters/files/put-text-file.ts')).putTextFile(path, text)
    },
    async notifier() {
      return (await import('../adapters/notify/create-notifier.ts')).createNotifier(systemClock, io.env)
    },
    async serviceNotifier(onProblem) {
      return (await import('../adapters/systemd/service-notifier.ts')).systemdNotifier(io.env, onProblem)
    },
    runDeps: (parts) => composeRun(parts, io),
    backupStore,
    async runArchive() {
      const [{ openRunArchive }, { stateFolder }, { author }, { authorText }] = await Promise.all([
        import('../adapters/run-store/run-archive.ts'),
        import('../adapters/run-store/state-folder.ts'),
        import('./author.ts'),
        import('../model/author-text.ts'),
      ])
      return openRunArchive(stateFolder(io.env, io.home), { clock: systemClock, by: authorText(author(io.env)) })
    },
  }
}

/** Undefined where the settings name none. */
async function backupStore(settings: BackupSettings) {
  if (settings.store === undefined) return undefined
  const [{ gitStore }, { systemClock }] = await Promise.all([
    import('../adapters/git/git-store.ts'),
    import('../adapters/clock.ts'),
  ])
  const { store: folder, remote, encryptTo, identity: identityFile } = settings
  return gitStore({
    folder,
    clock: systemClock,
    ...(remote !== undefined && { remote }),
    ...(encryptTo !== undefined && { encryptTo }),
    ...(identityFile !== undefined && { identityFile }),
  })
}

/** Of the package that this file is part of. */
export function version(): string {
  return (knownVersion ??= packageVersion())
}

/** A snapshot has it from its build. */
let knownVersion: string | undefined

function packageVersion(): string {
  const file = new URL('package.json', packageFolder())
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

async function composeRun(parts: RunParts, io: Io) {
  tuneV8()
  const [clock, facts, connector, ssh, files, templater, modules, runStore, state] = await Promise.all([
    import('../adapters/clock.ts'),
    import('../adapters/fact-cache/json-file-cache.ts'),
    import('../adapters/connector.ts'),
    import('../adapters/ssh/ssh-by-size.ts'),
    import('../adapters/files/controller-files.ts'),
    import('../adapters/template/templater.ts'),
    import('../modules/index.ts'),
    import('../adapters/run-store/run-store.ts'),
    import('../adapters/run-store/state-folder.ts'),
  ])
  const { systemClock } = clock
  const [{ author }, { lockHolder }] = await Promise.all([import('./author.ts'), import('./lock-holder.ts')])
  const by = author(io.env)
  return {
    author: by,
    recordsUndo: {},
    lockHolder: lockHolder(by),
    clock: systemClock,
    metrics: {
      async query(query: MetricsQuery, signal: AbortSignal) {
        return (await import('../adapters/metrics/prometheus.ts')).prometheus.query(query, signal)
      },
    },
    openFactCache: (options: FactCacheOptions) => facts.jsonFileCache(options, systemClock),
    connector: connector.createConnector({
      clock: systemClock,
      ssh: ssh.createSshBySize({
        clock: systemClock,
        onWarning: parts.onWarning,
        shards: parts.shards,
        cores: availableParallelism(),
      }),
    }),
    templater: templater.createTemplater(
      { env: io.env, cwd: io.cwd, home: io.home, readText: parts.readText },
      parts.jinja,
    ),
    modules: modules.builtinModules(),
    controllerFiles: files.controllerFiles,
    runStore: runStore.createRunStore(state.stateFolder(io.env, io.home)),
  }
}

/** A terminal that is closed asks a run to stop, too. Node takes a SIGHUP that nohup has ignored for one that counts. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed)
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    home: homedir(),
    env: process.env,
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
    leave: (code) => process.exit(code),
    onInterrupt(listener) {
      for (const signal of INTERRUPTS) process.on(signal, listener)
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, listener)
      }
    },
    onPause(listener) {
      process.on('SIGUSR2', listener)
      return () => {
        process.off('SIGUSR2', listener)
      }
    },
  }
}

/** Nobody reads on: the work goes on all the same, and is in the journal. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
}
