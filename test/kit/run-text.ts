import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { controllerFiles } from '../../src/adapters/files/controller-files.ts'
import { prometheus } from '../../src/adapters/metrics/prometheus.ts'
import { createTemplater } from '../../src/adapters/template/templater.ts'
import { runPlaybook, type RunDeps } from '../../src/app/run-playbook.ts'

import { err } from '../../src/base/result.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import type { RunSettings } from '../../src/engine/engine-deps.ts'
import { Interrupts } from '../../src/engine/interrupts.ts'
import type { Recap } from '../../src/model/recap.ts'
import type { Vault } from '../../src/loader/vault/vault.ts'
import type { Module, ModuleIndex } from '../../src/model/module.ts'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import type { TaskResult } from '../../src/model/task-result.ts'
import type { Vars } from '../../src/model/vars.ts'
import { builtinModules } from '../../src/modules/index.ts'
import type { Approvals } from '../../src/ports/approvals.ts'
import type { BackupStore } from '../../src/ports/backup-store.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { Templater } from '../../src/ports/templater.ts'

export interface RunText {
  readonly playbook: string
  /** INI text. Default: one local host, `h1`. */
  readonly inventory?: string
  readonly files?: Readonly<Record<string, string>>
  readonly settings?: Partial<RunSettings>
  readonly extraVars?: Vars
  readonly vault?: Vault
  readonly limit?: readonly string[]
  readonly connector?: Connector
  readonly templater?: Templater
  readonly clock?: Clock
  readonly approvals?: Approvals
  readonly interrupts?: Interrupts
  readonly backupStore?: BackupStore
  readonly runId?: string
  /** Modules of the test, besides the builtin ones. */
  readonly modules?: readonly Module[]
  readonly onEvent?: (event: NumberedEvent) => void
  /** Hosts keep what is done to them, in this folder or in the usual one. */
  readonly recordsUndo?: RunDeps['recordsUndo']
  /** Hosts are locked, where `settings.locks` says so. */
  readonly lockHolder?: RunDeps['lockHolder']
}

export interface Ran {
  readonly recap: Recap | undefined
  readonly problems: readonly LongshoreError[]
  readonly events: readonly NumberedEvent[]
  /** The folder that held the playbook; gone by now. */
  readonly folder: string
  /** The result of a task on a host, the last one where it ran several times. */
  result(task: string, host?: string): TaskResult
  /** Names of the tasks that finished on a host, in order. */
  tasksOf(host?: string): readonly string[]
}

const INTERRUPTED_NEVER = new Interrupts()

/** A whole run, real but for what the test hands in: text in, events and recap out. */
export async function runText(given: RunText): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'longshore-run-'))
  try {
    return await runIn(folder, given)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, given: RunText): Promise<Ran> {
  const events: NumberedEvent[] = []
  await writeFile(join(folder, 'play.yml'), given.playbook)
  await writeFile(join(folder, 'hosts.ini'), given.inventory ?? 'h1 ansible_connection=local\n')
  for (const [name, text] of Object.entries(given.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const outcome = await runPlaybook(
    {
      cwd: folder,
      playbooks: [join(folder, 'play.yml')],
      inventorySources: [join(folder, 'hosts.ini')],
      limit: given.limit ?? [],
      limitFiles: new Map(),
      extraVars: given.extraVars ?? {},
      ...(given.vault === undefined ? {} : { vault: given.vault }),
      settings: settings(given),
      signals: (given.interrupts ?? INTERRUPTED_NEVER).signals,
      runId: given.runId ?? 'test-run',
    },
    deps(given, (event) => {
      events.push(event)
      given.onEvent?.(event)
    }),
  )
  const names = taskNames(events)
  return {
    recap: outcome.ok ? outcome.value : undefined,
    problems: outcome.ok ? [] : outcome.error,
    events,
    folder,
    result: (task, host = 'h1') => resultOf(events, names, task, host),
    tasksOf: (host = 'h1') =>
      events.flatMap((event) =>
        event.type === 'task-finished' && event.host === host ? [names.get(event.task) ?? ''] : [],
      ),
  }
}

function settings(given: RunText): RunSettings {
  return {
    forks: 10,
    mostConnections: Infinity,
    checkMode: false,
    diff: false,
    verbosity: 0,
    tags: { only: [], skip: [] },
    extraVars: given.extraVars ?? {},
    forceHandlers: false,
    connection: { connectTimeoutMs: 5000 },
    become: { become: false, user: 'root', method: 'sudo' },
    ...given.settings,
  }
}

function deps(given: RunText, onEvent: (event: NumberedEvent) => void): RunDeps {
  const clock = given.clock ?? systemClock
  const noSsh: Connector = {
    open: () => Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', 'this test has no SSH'))),
  }
  return {
    connector: given.connector ?? createConnector({ clock, ssh: noSsh }),
    templater: given.templater ?? createTemplater(),
    modules: modulesOf(given.modules ?? []),
    clock,
    metrics: prometheus,
    controllerFiles,
    prompt: () => Promise.resolve(err(new LongshoreError('PROMPT_WITHOUT_TERMINAL', 'no terminal'))),
    ...(given.backupStore === undefined ? {} : { backupStore: given.backupStore }),
    ...(given.approvals === undefined ? {} : { approvals: given.approvals }),
    ...(given.recordsUndo === undefined ? {} : { recordsUndo: given.recordsUndo }),
    ...(given.lockHolder === undefined ? {} : { lockHolder: given.lockHolder }),
    runStore: { create: () => Promise.resolve(forgetfulJournal), noteGuard: () => Promise.resolve(undefined) },
    onEvent,
  }
}

function modulesOf(more: readonly Module[]): ModuleIndex {
  const builtin = builtinModules()
  return more.length === 0 ? builtin : new Map([...builtin, ...more.map((module) => [module.name, module] as const)])
}

const forgetfulJournal = {
  path: '/dev/null',
  append: () => undefined,
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

function taskNames(events: readonly NumberedEvent[]): ReadonlyMap<string, string> {
  return new Map(
    events.flatMap((event) => (event.type === 'task-started' ? [[event.task.id, event.task.name] as const] : [])),
  )
}

function resultOf(
  events: readonly NumberedEvent[],
  names: ReadonlyMap<string, string>,
  task: string,
  host: string,
): TaskResult {
  const found = events.findLast(
    (event) => event.type === 'task-finished' && event.host === host && names.get(event.task) === task,
  )
  if (found?.type !== 'task-finished')
    throw new Error(`no result of "${task}" on ${host}; there are: ${[...names.values()].join(', ')}`)
  return found.result
}
