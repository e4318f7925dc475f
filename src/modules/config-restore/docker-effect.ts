import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SnapshotEntry } from '../../model/host-snapshot.ts'
import type { Step } from '../../model/plan.ts'
import type { PlainCommand } from '../../model/remote-command.ts'
import { actionFor } from '../../registry/docker/action-for.ts'
import { DAEMON_KEYS } from '../../registry/docker/daemon-keys.ts'
import { effectiveAfter, explicitKeys, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { expandExecStart, parseEnvironmentFile } from '../../registry/docker/exec-start.ts'
import { parseDockerdFlags } from '../../registry/docker/dockerd-flags.ts'
import { fatalFindings, validateDaemonJson } from '../../registry/docker/validate-daemon-json.ts'
import { setJsonKeys } from '../../text-edit/set-json-keys.ts'
import type { DockerRegistryFacts } from '../docker-registry/facts.ts'
import {
  keysOf,
  reloadStep,
  restartBack,
  restartStep,
  settleBack,
  validateStep,
  type Before,
} from '../docker-registry/steps.ts'
import { wouldNotBeAccepted } from '../registry-utils/errors.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { putBack, putSteps, removeStep } from '../registry-utils/file-steps.ts'
import { stopEffect } from '../registry-utils/running-containers.ts'
import type { ConfigRestoreArgs } from './args.ts'
import { wouldStop } from './errors.ts'

/** What is done to a daemon before its files are put back, after it, and on the way back once the old files are there. */
export interface Effect {
  readonly first: readonly Step[]
  readonly then: readonly Step[]
  readonly back: readonly PlainCommand[]
  readonly momentary: readonly string[]
  readonly notes: readonly string[]
}

export const NO_EFFECT: Effect = { first: [], then: [], back: [], momentary: [], notes: [] }

const NOTHING: EffectiveConfig = { mirrors: [], insecure: [], liveRestore: false, debug: false, labels: [] }

/**
 * dockerd has to end up with what a fresh one would make of the file that is put back. A reload keeps what that file does not
 * mention, so where a reload is enough a file that says it all is loaded first, and the file of the backup then follows as it is.
 */
export function dockerEffect(
  args: ConfigRestoreArgs,
  facts: DockerRegistryFacts,
  then: SnapshotEntry | undefined,
): Result<Effect, LongshoreError> {
  const { info, unit, version, file } = facts
  if (version === undefined || !unit.loaded || args.apply === 'stage') return ok(NO_EFFECT)
  const text = textOf(then)
  const flags = parseDockerdFlags(expandExecStart(unit.execStart, parseEnvironmentFile(unit.environment)).slice(1))
  const fatal = text === '' ? [] : fatalFindings(validateDaemonJson(text, version, flags))
  const messages = fatal.map(({ message }) => message)
  if (messages.length > 0) return err(wouldNotBeAccepted(`Docker ${version}`, messages))
  const running = info.kind === 'running' ? info : undefined
  const [keys, target] = [keysOf(textNow(facts)), keysOf(text)]
  const effective = running?.effective ?? NOTHING
  const before: Before = {
    ...{ file, text: textNow(facts), keys, effective, unit, flags, version },
    timeoutSeconds: args.verify_timeout,
  }
  const wanted = effectiveAfter(NOTHING, target, 'restart', flags)
  const explicit = { ...clearedKeys(before, target, wanted), ...target }
  const choice = actionFor(keys, explicit, { version, store: running?.store ?? 'graphdriver', flags })
  const loaded = setJsonKeys(text === '' ? '{}\n' : text, explicit)
  if (running !== undefined && choice.action !== 'restart' && args.apply !== 'restart' && loaded.ok) {
    if (choice.action === 'none' && sameEffective(effective, wanted)) return ok(NO_EFFECT)
    const checked = validateStep(loaded.value, version, [])
    return ok({
      ...NO_EFFECT,
      first: [...checked, ...putSteps(file, loaded.value), reloadStep(before, { keys: explicit, effective: wanted })],
      then: isInPlace(facts, then) ? [file.present === undefined ? removeStep(file) : putBackStep(file)] : [],
      back: settleBack(before),
      momentary: [unit.invocation],
      notes: ['dockerd is reloaded: containers are not touched'],
    })
  }
  if (running === undefined && unit.active !== 'failed') return ok(NO_EFFECT)
  const { lost } = stopEffect(facts.containers, effective.liveRestore && wanted.liveRestore)
  if (lost.length > 0 && args.apply !== 'restart') return err(wouldStop(lost, 'dockerd'))
  return ok({
    first: validateStep(text === '' ? '{}\n' : text, version, []),
    then: [restartStep(before, { text, keys: target, effective: wanted })],
    back: restartBack(before),
    momentary: [unit.invocation],
    notes: [running === undefined ? 'dockerd is started' : `dockerd is restarted: ${choice.reasons.join('; ')}`],
  })
}

/** The file is as in the backup, and only the daemon is not: what was loaded for it goes again. */
function isInPlace({ file }: DockerRegistryFacts, then: SnapshotEntry | undefined): boolean {
  if (file.present === undefined) return then === undefined
  return then?.kind === 'file' && then.content?.equals(file.present.bytes) === true
}

function putBackStep(file: ConfigFile): Step {
  return { summary: `put ${file.path} back`, run: putBack(file), undo: [putBack(file)] }
}

/** Keys that the running daemon would keep, with the values that a fresh one has. */
function clearedKeys(
  { keys, effective, flags }: Before,
  target: Readonly<Record<string, unknown>>,
  wanted: EffectiveConfig,
): Readonly<Record<string, unknown>> {
  const [shown, fresh] = [explicitKeys(effective), explicitKeys(wanted)]
  const kept = Object.keys(shown).filter((key) => JSON.stringify(shown[key]) !== JSON.stringify(fresh[key]))
  const unseen = Object.keys(keys).filter((key) => !Object.hasOwn(shown, key) && DAEMON_KEYS[key]?.reload === 'keeps')
  const cleared = [...kept, ...unseen].filter((key) => !Object.hasOwn(target, key) && !flags.has(key))
  return Object.fromEntries(cleared.map((key) => [key, DAEMON_KEYS[key]?.cleared]))
}

function sameEffective(a: EffectiveConfig, b: EffectiveConfig): boolean {
  return JSON.stringify(explicitKeys(a)) === JSON.stringify(explicitKeys(b))
}

function textNow({ file }: DockerRegistryFacts): string {
  return file.present?.bytes.toString('utf8') ?? ''
}

function textOf(entry: SnapshotEntry | undefined): string {
  return entry?.kind === 'file' ? (entry.content?.toString('utf8') ?? '') : ''
}
