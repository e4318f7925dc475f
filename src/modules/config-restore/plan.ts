import type { HostSnapshot, SnapshotEntry } from '../../model/host-snapshot.ts'
import type { Diff, LookAgain, Plan, Step } from '../../model/plan.ts'
import { diffSnapshots, isSameEntry } from '../../model/snapshot-diff.ts'
import { readRegistrySettings } from '../../registry/containerd/config-toml.ts'
import { restOf } from '../backup-utils/read-rest.ts'
import type { Scanned } from '../backup-utils/scan.ts'
import { entriesFrom, sha256Of } from '../backup-utils/snapshot-from.ts'
import { checkStep } from '../containerd-registry/steps.ts'
import { dockerEffect, NO_EFFECT } from './docker-effect.ts'
import { entrySteps, parentStep, unchangedStep, type EntryChange } from './entry-steps.ts'
import { parentsOf, type RestoreFacts } from './facts.ts'
import type { PreparedRestore } from './prepare.ts'
import { readersOf, unitEffects } from './unit-effects.ts'

/** What is there has to be known to its last byte, since it is what an undo puts back. */
export function planConfigRestore(prepared: PreparedRestore, facts: RestoreFacts): Plan | LookAgain {
  const wanted = facts.own.files.filter(({ path }) => prepared.isWanted(path))
  const found = withKnownContents(wanted, prepared.target.entries)
  const rest = restOf(found)
  if (rest === undefined) return planFrom(prepared, facts, found)
  return {
    kind: 'look-again',
    commands: rest.commands,
    plan(outputs) {
      const whole = rest.complete(outputs)
      return whole.ok ? planFrom(prepared, facts, whole.value) : { kind: 'impossible', error: whole.error }
    },
  }
}

/** A file that is as in the backup needs not be read to be known. */
function withKnownContents(found: readonly Scanned[], entries: readonly SnapshotEntry[]): readonly Scanned[] {
  if (found.every(({ kind, content }) => kind !== 'file' || content !== undefined)) return found
  const known = new Map(
    entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.content] as const] : [])),
  )
  return found.map((file) => {
    const content = file.kind === 'file' && file.content === undefined ? known.get(file.path) : undefined
    return content !== undefined && sha256Of(content) === file.sha256 ? { ...file, content } : file
  })
}

function planFrom(prepared: PreparedRestore, facts: RestoreFacts, found: readonly Scanned[]): Plan {
  const secrets = new Set(prepared.target.entries.flatMap((entry) => (isSecret(entry) ? [entry.path] : [])))
  const present = entriesFrom(found, (path) => secrets.has(path))
  if (!present.ok) return { kind: 'impossible', error: present.error }
  const now = present.value
  const then = prepared.target.entries.filter(({ path }) => prepared.isWanted(path))
  const changes = changesFrom(now, then)
  const values = { version: prepared.version, restored: changes.map(({ path }) => path) }
  const warnings = prepared.sealed.map(
    (path) => `${path} stays as it is: it is secret, and no identity opens its backup`,
  )
  const told = { values, ...(warnings.length > 0 && { warnings }) }
  const dockerFile = [facts.docker.file.path, facts.docker.file.realPath]
  const others = changes.map(({ path }) => path).filter((path) => !dockerFile.includes(path))
  const isDockerRestarted = readersOf(others).has('docker')
  const isDockerWanted = prepared.isWanted(facts.docker.file.path) && !isDockerRestarted
  const target = then.find((entry) => entry.kind === 'file' && dockerFile.includes(entry.path))
  const docker = isDockerWanted
    ? dockerEffect(prepared.args, facts.docker, target)
    : { ok: true as const, value: NO_EFFECT }
  if (!docker.ok) return { kind: 'impossible', error: docker.error, ...told }
  const units = unitEffects(prepared.args, facts, others)
  if (!units.ok) return { kind: 'impossible', error: units.error, ...told }
  const effects = [docker.value, units.value]
  if (changes.length === 0 && effects.every(({ first, then: last }) => first.length + last.length === 0)) {
    return { kind: 'in-desired-state', ...told }
  }
  const steps: Step[] = [
    unchangedStep(
      changes,
      [...effects].reverse().flatMap(({ back }) => back),
      effects.flatMap(({ momentary }) => momentary),
    ),
    ...containerdCheck(changes, facts),
    ...docker.value.first,
    ...missingParents(changes, facts).map(parentStep),
    ...entrySteps(changes),
    ...units.value.then,
    ...docker.value.then,
  ]
  return { kind: 'change', steps, diff: diffOf(now, then), notes: effects.flatMap(({ notes }) => notes), ...told }
}

function isSecret(entry: SnapshotEntry): boolean {
  return entry.kind === 'file' && entry.secret !== undefined
}

function changesFrom(now: readonly SnapshotEntry[], then: readonly SnapshotEntry[]): readonly EntryChange[] {
  const [present, target] = [byPath(now), byPath(then)]
  const paths = [...new Set([...present.keys(), ...target.keys()])].sort()
  const all = paths.map((path) => ({ path, now: present.get(path), then: target.get(path) }))
  return all.filter((change) => !isSameEntry(change.now, change.then))
}

function byPath(entries: readonly SnapshotEntry[]): ReadonlyMap<string, SnapshotEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function missingParents(changes: readonly EntryChange[], { own }: RestoreFacts): readonly string[] {
  const made = new Set(changes.flatMap(({ then, path }) => (then?.kind === 'folder' ? [path] : [])))
  const needed = parentsOf(changes.flatMap(({ then, path }) => (then === undefined ? [] : [path])))
  return needed.filter((path) => !own.folders.has(path) && !made.has(path))
}

/** The host's own containerd checks the configuration that it is to start with. */
function containerdCheck(changes: readonly EntryChange[], { containerd }: RestoreFacts): readonly Step[] {
  const { path, realPath } = containerd.config
  const then = changes.find((change) => change.path === path || change.path === realPath)?.then
  if (containerd.version === undefined || then?.kind !== 'file') return []
  const after = then.content?.toString('utf8') ?? ''
  const settings = readRegistrySettings(after)
  return [checkStep(containerd, { after, imports: settings.ok ? settings.value.imports : [] }, '')]
}

function diffOf(now: readonly SnapshotEntry[], then: readonly SnapshotEntry[]): readonly Diff[] {
  const of = (entries: readonly SnapshotEntry[]): HostSnapshot => ({ roots: [], entries, effective: new Map() })
  return diffSnapshots(of(now), of(then)).map(({ path, attributes, before, after }) => ({
    path: attributes.length === 0 ? path : `${path} (${attributes.join(', ')})`,
    before,
    after,
  }))
}
