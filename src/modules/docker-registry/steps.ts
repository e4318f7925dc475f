import type { PlainCommand } from '../../model/remote-command.ts'
import { shell } from '../../model/remote-command.ts'
import type { Step } from '../../model/plan.ts'
import { DAEMON_KEYS } from '../../registry/docker/daemon-keys.ts'
import type { DockerdFlags } from '../../registry/docker/dockerd-flags.ts'
import { effectiveAfter, explicitKeys, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { has } from '../../registry/capabilities/matrix.ts'
import type { Version } from '../../registry/version.ts'
import { setJsonKeys } from '../../text-edit/set-json-keys.ts'
import { parseStrictJson } from '../../text-edit/strict-json.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { candidateRefused, daemonDidNotFollow } from '../registry-utils/errors.ts'
import { putBack } from '../registry-utils/file-steps.ts'
import { guarded } from '../registry-utils/guarded.ts'
import type { UnitState } from '../registry-utils/unit-state.ts'
import { renderEffective, renderLimits } from './render-effective.ts'
import { RELOAD, RELOAD_BACK, RESTART, RESTART_BACK, SETTLE_BACK, VALIDATE } from './scripts.ts'

/** What a way back needs to know of the host as it was. */
export interface Before {
  readonly file: ConfigFile
  readonly text: string
  readonly keys: Readonly<Record<string, unknown>>
  readonly effective: EffectiveConfig
  readonly unit: UnitState
  readonly flags: DockerdFlags
  readonly version: Version
  readonly timeoutSeconds: number
}

export interface After {
  readonly text: string
  readonly keys: Readonly<Record<string, unknown>>
  readonly effective: EffectiveConfig
}

/** `dockerd --validate` of the host itself, with the unit's own flags; none before 23.0. */
export function validateStep(text: string, version: Version, flagWords: readonly string[]): Step[] {
  if (!has('docker', version, 'validate-flag')) return []
  return [
    {
      summary: 'let dockerd check the new daemon.json',
      run: { ...shell(VALIDATE, ...flagWords), content: guarded(text) },
      undo: [],
      explain: (output) => candidateRefused('dockerd --validate', output),
    },
  ]
}

export function reloadStep(before: Before, after: Omit<After, 'text'>): Step {
  const { version, timeoutSeconds } = before
  return {
    summary: 'reload dockerd and see that it uses the new configuration',
    run: shell(RELOAD, renderEffective(after.effective, version), String(timeoutSeconds), renderLimits(after.keys)),
    undo: reloadBack(before, after),
    momentary: [String(before.unit.observedAt)],
    explain: (output) => daemonDidNotFollow('dockerd did not take the new configuration in', output),
  }
}

/**
 * A reload keeps what the file no longer mentions, so the way back first writes the old values explicitly. The original
 * bytes follow when the step that put the file in place is undone.
 */
function reloadBack(before: Before, after: Pick<After, 'keys'>): PlainCommand[] {
  const { file, text, keys, effective, unit, version, timeoutSeconds } = before
  const explicit = setJsonKeys(text, oldValues(before, after))
  if (!explicit.ok) throw new Error('a daemon.json that cannot be edited has no plan')
  const limits = renderLimits(keys)
  return [
    putBack(file, explicit.value),
    shell(RELOAD_BACK, renderEffective(effective, version), String(timeoutSeconds), limits, String(unit.observedAt)),
  ]
}

/** What the daemon had in force, and the default of every other new key that a reload would keep. Never a flag's key. */
function oldValues({ effective, keys, flags }: Before, after: Pick<After, 'keys'>): Readonly<Record<string, unknown>> {
  const shown = explicitKeys(effective)
  const unseen = Object.keys(after.keys).filter(
    (key) => !Object.hasOwn(keys, key) && !Object.hasOwn(shown, key) && DAEMON_KEYS[key]?.reload === 'keeps',
  )
  const all = { ...shown, ...Object.fromEntries(unseen.map((key) => [key, DAEMON_KEYS[key]?.cleared])) }
  return Object.fromEntries(Object.entries(all).filter(([key]) => !flags.has(key)))
}

export function restartStep({ unit, version, timeoutSeconds }: Before, after: After): Step {
  return {
    summary: 'restart dockerd and see that it uses the new configuration',
    run: shell(RESTART, renderEffective(after.effective, version), String(timeoutSeconds), unit.invocation),
    undo: [],
    explain: (output) => daemonDidNotFollow('dockerd did not come back with the new configuration', output),
  }
}

/**
 * Switches live-restore on by a reload, then restarts: dockerd reads the key when it stops, so that containers go on
 * running (docker-docs engine/daemon/live-restore.md). The way back restarts with it on, too, and then switches it off.
 */
export function liveRestoreSteps(before: Before, after: After): Step[] {
  const { file, text, keys, effective, flags } = before
  const kept = setJsonKeys(text, { 'live-restore': true })
  if (!kept.ok) throw new Error('a daemon.json that cannot be edited has no plan')
  const reloaded = effectiveAfter(effective, after.keys, 'reload', flags)
  const restored = effectiveAfter(effective, { ...keys, 'live-restore': true }, 'restart', flags)
  return [
    {
      ...reloadStep(before, { keys: after.keys, effective: reloaded }),
      summary: 'reload dockerd and see that live-restore is on',
    },
    {
      ...restartStep(before, after),
      undo: [putBack(file, kept.value), ...restartBack({ ...before, effective: restored })],
      momentary: [before.unit.invocation],
    },
  ]
}

/** Undone last of all, when the old file is in place again. */
export function restartBack({ unit, effective, version, timeoutSeconds }: Before): PlainCommand[] {
  return [
    shell(RESTART_BACK, renderEffective(effective, version), String(timeoutSeconds), unit.invocation, unit.active),
  ]
}

/** The same for a change that dockerd takes in by a reload: it was not meant to start anew, and may have. */
export function settleBack({ unit, effective, version, timeoutSeconds }: Before): PlainCommand[] {
  return [shell(SETTLE_BACK, renderEffective(effective, version), String(timeoutSeconds), unit.invocation)]
}

export function keysOf(text: string): Readonly<Record<string, unknown>> {
  const object = parseStrictJson(text)
  return object.ok ? object.value.value : {}
}
