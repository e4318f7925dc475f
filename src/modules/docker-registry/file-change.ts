import { isDeepStrictEqual } from 'node:util'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { actionFor, reloadHazards, type Action } from '../../registry/docker/action-for.ts'
import { effectiveAfter, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { validateDaemonJson } from '../../registry/docker/validate-daemon-json.ts'
import { setJsonKeys } from '../../text-edit/set-json-keys.ts'
import { wouldNotBeAccepted } from '../registry-utils/errors.ts'
import { stopEffect, type StopEffect } from '../registry-utils/running-containers.ts'
import type { DockerRegistryArgs } from './args.ts'
import { changesFor, wantedKeys } from './desired-file.ts'
import type { DockerRegistryFacts } from './facts.ts'
import type { SoundHost } from './preflight.ts'
import { keysOf, type After, type Before } from './steps.ts'

/** What would become of file and daemon. */
export interface FileChange {
  readonly before: Before
  readonly after: After
  readonly writes: boolean
  readonly action: Action | 'staged'
  readonly reasons: readonly string[]
  /** live-restore is asked for and off: a reload switches it on before the restart, which then ends no container. */
  readonly liveRestoreFirst: boolean
  readonly effect: StopEffect
  readonly warnings: readonly string[]
}

/** An error where dockerd would not take what is asked for. */
export function changeFor(
  args: DockerRegistryArgs,
  facts: DockerRegistryFacts,
  host: SoundHost,
): FileChange | LongshoreError {
  const running = facts.info.kind === 'running' ? facts.info : undefined
  const wanted = wantedKeys(args)
  const keys = keysOf(host.text)
  const changes = changesFor(wanted, keys, running?.effective)
  const writes = Object.keys(changes).length > 0
  const edited = writes ? setJsonKeys(host.text, changes) : { ok: true as const, value: host.text }
  if (!edited.ok)
    return wouldNotBeAccepted(
      'daemon.json',
      edited.error.map((problem) => problem.message),
    )
  const findings = writes ? validateDaemonJson(edited.value, host.version, host.flags) : []
  const ours = findings.filter(
    (finding) => finding.severity === 'fatal' || (finding.severity === 'ignored' && isNew(finding.message, host)),
  )
  if (ours.length > 0) return wouldNotBeAccepted(`Docker ${host.version}`, ours.map(described))
  const afterKeys = keysOf(edited.value)
  const effective = running?.effective ?? NOTHING
  const daemon = { version: host.version, store: running?.store ?? ('graphdriver' as const), flags: host.flags }
  const choice = actionFor(keys, afterKeys, daemon)
  const drifted = choice.action === 'none' && running !== undefined && hasDrifted(wanted, afterKeys, effective)
  const hazards = drifted ? reloadHazards(daemon) : choice.reasons
  const least: Action = drifted ? (hazards.length > 0 ? 'restart' : 'reload') : choice.action
  const action = actualAction(args, least, running !== undefined)
  const how = action === 'restart' ? 'restart' : 'reload'
  const after = effectiveAfter(effective, afterKeys, how, host.flags)
  const liveRestoreFirst =
    action === 'restart' &&
    running !== undefined &&
    afterKeys['live-restore'] === true &&
    !effective.liveRestore &&
    reloadHazards(daemon).length === 0
  return {
    before: {
      file: facts.file,
      text: host.text,
      keys,
      effective,
      unit: facts.unit,
      flags: host.flags,
      version: host.version,
      timeoutSeconds: args.verify_timeout,
    },
    after: { text: edited.value, keys: afterKeys, effective: after },
    writes,
    action,
    reasons: hazards,
    liveRestoreFirst,
    effect:
      action === 'restart'
        ? stopEffect(facts.containers, (effective.liveRestore || liveRestoreFirst) && after.liveRestore)
        : { stopped: [], lost: [] },
    warnings: findings.filter((finding) => finding.severity === 'warning').map(described),
  }
}

const NOTHING: EffectiveConfig = { mirrors: [], insecure: [], liveRestore: false, debug: false, labels: [] }

function isNew(message: string, { warnings }: SoundHost): boolean {
  return !warnings.some((warning) => warning.includes(message))
}

function described(finding: { readonly message: string; readonly fix?: string }): string {
  return finding.fix === undefined ? finding.message : `${finding.message} (${finding.fix})`
}

/** The file says it, and the running daemon does not: it was edited without a reload, or the reload failed. */
function hasDrifted(wanted: Readonly<Record<string, unknown>>, file: object, effective: EffectiveConfig): boolean {
  const spoken = Object.fromEntries(Object.entries(file).filter(([key]) => Object.hasOwn(wanted, key)))
  return !isDeepStrictEqual(effectiveAfter(effective, spoken, 'reload', new Map()), normalised(effective))
}

function normalised(effective: EffectiveConfig): EffectiveConfig {
  return effectiveAfter(effective, {}, 'reload', new Map())
}

function actualAction({ apply }: DockerRegistryArgs, least: Action, running: boolean): Action | 'staged' {
  if (least === 'none') return 'none'
  if (apply === 'stage') return 'staged'
  if (apply === 'restart') return 'restart'
  return running ? least : 'staged'
}
