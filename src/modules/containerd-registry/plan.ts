import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { mirrorHostFindings } from '../../registry/containerd/mirror-host.ts'
import { has } from '../../registry/capabilities/matrix.ts'
import type { Version } from '../../registry/version.ts'
import { checksum } from '../registry-utils/checksum.ts'
import { mirrorsUnreachable } from '../registry-utils/errors.ts'
import { fileObstacle } from '../registry-utils/file-obstacle.ts'
import { maskedDiff } from '../registry-utils/file-steps.ts'
import { answerProblem } from '../registry-utils/mirror-probe.ts'
import { stopEffect } from '../registry-utils/running-containers.ts'
import type { ContainerdRegistryArgs } from './args.ts'
import { configChange, type ConfigChange } from './config-change.ts'
import {
  caMissing,
  containerdMissing,
  restartWouldStopContainers,
  spegelOwnsFolder,
  tooOld,
  unitMissing,
} from './errors.ts'
import type { ContainerdRegistryFacts } from './facts.ts'
import { hostsChanges, type HostsChange } from './hosts-changes.ts'
import { restartsDocker, stepsFor } from './steps.ts'

export function planContainerdRegistry(args: ContainerdRegistryArgs, facts: ContainerdRegistryFacts): Plan {
  const change = changeFor(args, facts)
  return change.ok ? planFor(facts, change.value) : { kind: 'impossible', error: change.error }
}

/** All that would become of files and daemon. */
export interface ContainerdChange {
  readonly version: Version
  readonly config: ConfigChange
  readonly hosts: readonly HostsChange[]
  readonly action: 'none' | 'restart' | 'staged'
  /** Containers of Docker that stop with it. */
  readonly stopped: readonly string[]
  readonly warnings: readonly string[]
  readonly args: ContainerdRegistryArgs
}

function changeFor(
  args: ContainerdRegistryArgs,
  facts: ContainerdRegistryFacts,
): Result<ContainerdChange, LongshoreError> {
  const { version } = facts
  if (version === undefined) return err(containerdMissing())
  const refusal = refusalOf(args, facts, version)
  if (refusal !== undefined) return err(refusal)
  const config = configChange(args, facts, version)
  if (!config.ok) return config
  const writes = config.value.before !== config.value.after
  const obstacle = writes ? fileObstacle(facts.config, Buffer.byteLength(config.value.after)) : undefined
  if (obstacle !== undefined) return err(obstacle)
  const hosts = hostsChanges(args, facts, config.value.converted, version)
  if (!hosts.ok) return hosts
  const action = actionFor(args, facts, config.value)
  const stopped = action === 'restart' ? stoppedContainers(facts) : []
  if (stopped.length > 0 && args.apply !== 'restart') return err(restartWouldStopContainers(stopped, version))
  const lints = Object.values(args.mirrors).flatMap((list) => list.flatMap((host) => mirrorHostFindings(host, version)))
  return ok({
    version,
    config: config.value,
    hosts: hosts.value,
    action,
    stopped,
    warnings: [
      ...lints.map(({ message }) => message),
      ...(isStale(facts) && action === 'restart' ? [UNKNOWN_PAST] : []),
    ],
    args,
  })
}

function refusalOf(
  args: ContainerdRegistryArgs,
  { unit, folder, missingCa, answers }: ContainerdRegistryFacts,
  version: Version,
): LongshoreError | undefined {
  if (!unit.loaded && args.apply !== 'stage') return unitMissing()
  if (!has('containerd', version, 'config-path')) return tooOld(version)
  if (folder.names.includes('_backup') && !args.take_over) return spegelOwnsFolder(args.config_path)
  if (missingCa.length > 0) return caMissing(missingCa)
  const insecure = Object.values(args.mirrors).flatMap((hosts) =>
    hosts.filter(({ skipVerify, ca }) => skipVerify || ca.length > 0).map(({ url }) => new URL(url).host),
  )
  const silent = answers.flatMap((answer) => answerProblem(answer, insecure) ?? [])
  return silent.length > 0 ? mirrorsUnreachable(silent) : undefined
}

/** hosts.toml files are read at every pull; config.toml at start only. */
function actionFor(
  { apply }: ContainerdRegistryArgs,
  facts: ContainerdRegistryFacts,
  { before, after, criDisabled }: ConfigChange,
): ContainerdChange['action'] {
  if (before === after && (criDisabled || !isStale(facts))) return 'none'
  return apply === 'stage' || (facts.unit.active !== 'active' && apply !== 'restart') ? 'staged' : 'restart'
}

const UNKNOWN_PAST =
  'config.toml was changed after containerd started: what is running is not known, a way back to the file may not be one to it'

/** Somebody, or an earlier `apply: stage`, changed config.toml and containerd has not read it yet. */
function isStale({ config, unit }: ContainerdRegistryFacts): boolean {
  return (config.present?.modifiedAt ?? 0) > (unit.startedAt ?? Number.POSITIVE_INFINITY)
}

function stoppedContainers(facts: ContainerdRegistryFacts): readonly string[] {
  return restartsDocker(facts) ? stopEffect(facts.containers, facts.liveRestore).stopped : []
}

function planFor(facts: ContainerdRegistryFacts, change: ContainerdChange): Plan {
  const { config, hosts, action } = change
  const values = {
    action,
    config_file: facts.config.realPath,
    config_path: change.args.config_path,
    containerd_version: change.version,
    hosts_files: hosts.map(({ file }) => file.realPath),
    checksums: checksumsOf(facts, change),
    converted: Object.keys(config.converted),
    cri: config.criDisabled ? 'disabled' : facts.cri.join(', '),
    containers_stopped: [...change.stopped],
  }
  const warnings = change.warnings.length > 0 ? { warnings: change.warnings } : {}
  const writes = config.before !== config.after
  if (!writes && hosts.length === 0 && action !== 'restart') return { kind: 'in-desired-state', values, ...warnings }
  return {
    kind: 'change',
    steps: stepsFor(facts, change),
    values,
    diff: [
      ...hosts.map(({ file, before, after }) => maskedDiff(file, before, after)),
      ...(writes ? [maskedDiff(facts.config, config.before, config.after)] : []),
    ],
    notes: notesFor(facts, change),
    ...warnings,
  }
}

/** Of config.toml, and of the hosts.toml files that the task names. */
function checksumsOf(facts: ContainerdRegistryFacts, { config, hosts, args }: ContainerdChange) {
  const before = Object.keys(args.mirrors).flatMap((registry) => {
    const file = facts[`hosts:${registry}`]
    return file?.present === undefined ? [] : [[file.path, checksum(file.present.bytes)] as const]
  })
  const after = hosts.map(({ file, after: text }) => [file.path, text === undefined ? null : checksum(text)] as const)
  const own =
    facts.config.present === undefined && config.after === '' ? [] : [[facts.config.path, checksum(config.after)]]
  return Object.fromEntries([...before, ...after, ...own]) as Readonly<Record<string, string | null>>
}

function notesFor(facts: ContainerdRegistryFacts, { config, action, stopped, hosts }: ContainerdChange): string[] {
  const notes: string[] = []
  if (config.criDisabled)
    notes.push('CRI is disabled here: config.toml is left alone, ctr --hosts-dir and nerdctl read the files')
  if (config.replacedPath !== undefined)
    notes.push(`config_path was ${config.replacedPath}: files there are no longer read`)
  if (hosts.length > 0 && action === 'none') notes.push('hosts.toml files are read at every pull: nothing is restarted')
  if (action === 'staged') notes.push('staged: config.toml counts from the next start of containerd')
  if (action !== 'restart') return notes
  if (config.before === config.after) notes.push('config.toml is newer than the running containerd')
  notes.push('containerd is restarted: its containers go on running, pulls in progress fail')
  if (!restartsDocker(facts)) return notes
  notes.push('docker.service requires containerd.service here (Docker 20.10 and older): dockerd is restarted with it')
  notes.push(
    stopped.length > 0
      ? `${stopped.length} containers of Docker stop: ${stopped.join(', ')}`
      : 'no container of Docker stops',
  )
  return notes
}
