import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { EngineDeps, RunSettings, RunSignals } from '../engine/engine-deps.ts'
import { report } from '../engine/errors.ts'
import { RecordedResults } from '../engine/resume/recorded-results.ts'
import { RecordedRollouts } from '../engine/resume/recorded-rollouts.ts'
import type { RecordTerms } from '../engine/undo-records/recording.ts'
import { runPlays } from '../engine/run-plays.ts'
import { createIncludeLoader } from '../loader/playbook/load-include.ts'
import { loadListedVars, loadVarsFile } from '../loader/vars-files.ts'
import { ansibleText } from '../loader/yaml/ansible-text.ts'
import { LOCKED_VAULT } from '../loader/vault/vault.ts'
import { authorText } from '../model/author-text.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Playbook } from '../model/playbook.ts'
import type { HostRecap, Recap } from '../model/recap.ts'
import type { RunAuthor } from '../model/run-event/run-author.ts'
import type { NumberedEvent, RunEvent } from '../model/run-event/run-event.ts'
import type { ErrorReport } from '../model/task-result.ts'
import type { BackupStore } from '../ports/backup-store.ts'
import type { LockHolder } from '../ports/lock-holder.ts'
import type { ReopenedRun, RunStore } from '../ports/run-store.ts'
import type { SecretKeeper } from '../ports/secret-keeper.ts'
import { RunBackups } from './backups/run-backups.ts'
import { type HostSelection, hostsOfPlay, hostsOfPlays } from './hosts-of-plays.ts'
import { inventorySources } from './inventory-sources.ts'
import { checksFor, type LoadRequest, loadRun } from './load-run.ts'
import { openEventStream } from './event-stream.ts'
import { KnownSecrets } from './secrets/known-secrets.ts'
import { withSafeFactCache } from './secrets/safe-fact-cache.ts'
import { planChanged } from './runs/errors.ts'
import { planFingerprint } from './runs/plan-fingerprint.ts'
import { checksumsOf } from './runs/checksums.ts'
import { decryptedFiles } from './vault-controller-files.ts'

export interface RunRequest extends LoadRequest {
  readonly settings: RunSettings
  readonly signals: RunSignals
  readonly runId: string
  /** How to ask for this run again; see KeptRequest. Absent: it cannot be resumed. */
  readonly asked?: unknown
  /** The run goes on. Its store gives the journal that it has. */
  readonly resume?: Pick<ReopenedRun, 'events' | 'request'>
}

export interface RunDeps extends Omit<
  EngineDeps,
  | 'emit'
  | 'backups'
  | 'undoRecords'
  | 'secrets'
  | 'durable'
  | 'lockParty'
  | 'loadVarsFile'
  | 'loadListedVars'
  | 'includes'
  | 'inventorySources'
  | 'matchHosts'
> {
  readonly runStore: RunStore
  /** Absent: tasks that want one fail. */
  readonly backupStore?: BackupStore
  /** Who this is to others that want a host. Absent: no host is locked. */
  readonly lockHolder?: LockHolder
  /** Who runs it, for the journal. */
  readonly author?: RunAuthor
  readonly onEvent: (event: NumberedEvent) => void
  /** What is done to hosts is recorded there, to be undone later. The folder is for tests: see RecordTerms. */
  readonly recordsUndo?: { readonly folder?: string }
}

export interface Loaded {
  readonly inventory: Inventory
  readonly playbooks: readonly Playbook[]
  readonly varsDirs: readonly string[]
  readonly hosts: HostSelection
  /** Of the inventory. Those of patterns are with the hosts. */
  readonly warnings: readonly string[]
}

/** Loads everything and matches the hosts. Nothing is connected to before all of it is right. */
export async function prepareRun(
  request: LoadRequest,
  deps: Pick<RunDeps, 'modules' | 'templater'>,
): Promise<Result<Loaded, readonly LongshoreError[]>> {
  const loaded = await loadRun(request, deps)
  if (!loaded.ok) return loaded
  const hosts = hostsOfPlays(loaded.value, request, deps.templater)
  if (!hosts.ok) return err([hosts.error])
  return ok({ ...loaded.value, hosts: hosts.value })
}

/** Runs the playbooks, every event journalled and told. Problems in what was asked come before any connection. */
export async function runPlaybook(
  request: RunRequest,
  deps: RunDeps,
): Promise<Result<Recap, readonly LongshoreError[]>> {
  const prepared = await prepareRun(request, deps)
  if (!prepared.ok) return prepared
  const plan = planFingerprint(prepared.value, request.settings)
  if (request.resume !== undefined && request.resume.request.plan !== plan) return err([planChanged()])
  const { vault = LOCKED_VAULT } = request
  const secrets = new KnownSecrets(vault, request.settings)
  const stream = await openEventStream(request.runId, { ...deps, ...streamOf(request, plan), secrets })
  if (!stream.ok) return err([stream.error])
  const { emit, durable, close } = stream.value
  const recorded = request.resume && new RecordedResults(request.resume.events)
  emit(
    recorded === undefined
      ? await started(request, prepared.value, stream.value.journalPath, deps)
      : { type: 'run-resumed', run: request.runId, ...byOf(deps), finished: recorded.size },
  )
  const isAnsible = request.argsWhenRun === true
  const warn = (message: string) => emit({ type: 'warning', message })
  const { starting } = request.signals
  for (const message of [...prepared.value.warnings, ...prepared.value.hosts.told]) warn(message)
  starting.addEventListener('abort', () => emit({ type: 'interrupted', signal: reasonOf(starting) }), { once: true })
  deps.connector.expect?.(new Set(prepared.value.hosts.ofPlays.flat()).size)
  const backups = deps.backupStore && new RunBackups(deps.backupStore, request.runId, { ...deps, emit })
  const ran = await runPlays(
    {
      playbooks: prepared.value.playbooks,
      inventory: prepared.value.inventory,
      settings: { ...request.settings, ...(request.limit.length > 0 && { limit: request.limit.join(',') }) },
      signals: request.signals,
    },
    {
      ...deps,
      ...(recorded === undefined
        ? {}
        : { recorded, recordedRollouts: new RecordedRollouts(request.resume?.events ?? []) }),
      ...(deps.recordsUndo === undefined
        ? {}
        : { undoRecords: recordTerms(request.runId, deps.recordsUndo, { ...deps, secrets }) }),
      emit,
      ...(backups !== undefined && { backups }),
      ...(deps.lockHolder === undefined ? {} : { lockParty: { run: request.runId, holder: deps.lockHolder } }),
      secrets,
      ...withSafeFactCache(deps, secrets),
      durable,
      ...(isAnsible && { failureText: ansibleText }),
      includes: createIncludeLoader(deps.modules, checksFor(request, deps, warn)),
      controllerFiles: (path) => decryptedFiles(deps.controllerFiles(path), vault),
      loadListedVars: (path) => loadListedVars(path, vault, request.argsWhenRun === true ? warn : undefined),
      loadVarsFile: (path) => loadVarsFile(path, path, vault, request.argsWhenRun === true ? warn : undefined),
      inventorySources: inventorySources(request, prepared.value.varsDirs, deps),
      matchHosts: (play, inventory, scope) =>
        hostsOfPlay(play, inventory, request, { templater: deps.templater, scope }),
    },
  )
  const stored = request.settings.checkMode ? undefined : await backups?.store(ran.hosts)
  const errors = [
    ...ran.errors.map((error) => (isAnsible ? inAnsiblesWords(error) : report(error))),
    ...(stored?.ok === false ? [report(stored.error)] : []),
    ...(await journalError(durable)),
  ]
  const recap: Recap = { hosts: ran.hosts, interrupted: starting.aborted, errors }
  emit(finished(recap))
  await journalError(close)
  return ok(recap)
}

function inAnsiblesWords(error: LongshoreError): ErrorReport {
  const exitCode = error.ansible?.exitCode
  return { ...report(error), message: ansibleText(error), ...(exitCode !== undefined && { exitCode }) }
}

function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason)
}

/** A journal that cannot be written is an error of the run: its steps could not be told afterwards. */
async function journalError(write: () => Promise<void>): Promise<readonly ErrorReport[]> {
  try {
    await write()
    return []
  } catch (error) {
    if (error instanceof LongshoreError) return [report(error)]
    throw error
  }
}

function streamOf({ asked, resume }: RunRequest, plan: string) {
  return {
    ...(asked === undefined ? {} : { request: { plan, asked } }),
    lastSeq: resume?.events.at(-1)?.seq ?? 0,
  }
}

async function started(request: RunRequest, loaded: Loaded, journal: string, deps: RunDeps): Promise<RunEvent> {
  return {
    type: 'run-started',
    run: request.runId,
    playbooks: loaded.playbooks.map((playbook) => playbook.path),
    check: request.settings.checkMode,
    diff: request.settings.diff,
    ...byOf(deps),
    checksums: await checksumsOf(request),
    journal,
  }
}

function recordTerms(
  run: string,
  { folder }: { readonly folder?: string },
  { author, secrets }: Pick<RunDeps, 'author'> & { readonly secrets: SecretKeeper },
): RecordTerms {
  return {
    run,
    mask: (text) => secrets.mask(text),
    by: author === undefined ? 'somebody' : authorText(author),
    ...(folder === undefined ? {} : { folder }),
  }
}

function byOf({ author }: RunDeps): { readonly by?: RunAuthor } {
  return author === undefined ? {} : { by: author }
}

function finished(recap: Recap): RunEvent {
  const hosts: Record<HostName, HostRecap> = Object.fromEntries(recap.hosts)
  return { type: 'run-finished', hosts, interrupted: recap.interrupted, errors: recap.errors }
}
