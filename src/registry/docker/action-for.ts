import { isDeepStrictEqual } from 'node:util'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { DAEMON_KEYS } from './daemon-keys.ts'
import type { DockerdFlags } from './dockerd-flags.ts'

export type Action = 'none' | 'reload' | 'restart'

export interface ActionChoice {
  readonly action: Action
  /** Why it is not less, for a restart. */
  readonly reasons: readonly string[]
}

export type ImageStore = 'graphdriver' | 'containerd'

type Keys = Readonly<Record<string, unknown>>

/** The least that makes a running dockerd take `after` in place of `before` (both read from daemon.json). */
export function actionFor(before: Keys, after: Keys, daemon: Daemon): ActionChoice {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  )
  if (changed.length === 0) return { action: 'none', reasons: [] }
  const reasons = [
    ...changed.filter((key) => !isReloadable(key, before, after)).map((key) => reasonFor(key, after)),
    ...reloadHazards(daemon),
  ]
  return reasons.length === 0 ? { action: 'reload', reasons } : { action: 'restart', reasons }
}

export interface Daemon {
  readonly version: Version
  readonly store: ImageStore
  readonly flags: DockerdFlags
}

/** Why SIGHUP must not be sent to this daemon, whatever changed. Source: moby daemon/reload.go, by tag. */
export function reloadHazards({ version, store, flags }: Daemon): string[] {
  const panics = store === 'containerd' && has('docker', version, 'snapshotter-reload-panics')
  const lost = [...flags.keys()].filter((key) => DAEMON_KEYS[key]?.reload === 'resets' && key !== 'features')
  return [
    ...(panics ? [`Docker ${version} with the containerd image store panics on a reload`] : []),
    ...lost.map((key) => `a reload loses ${key}, which the unit gives as a flag`),
  ]
}

function isReloadable(key: string, before: Keys, after: Keys): boolean {
  const known = DAEMON_KEYS[key]
  if (known?.reload === undefined) return false
  if (key === 'features' && snapshotterOf(before) !== snapshotterOf(after)) return false
  return known.reload === 'resets' || Object.hasOwn(after, key)
}

function reasonFor(key: string, after: Keys): string {
  const removed = !Object.hasOwn(after, key) && DAEMON_KEYS[key]?.reload === 'keeps'
  return removed
    ? `a reload keeps the old value of ${key} when the file no longer has it`
    : `${key} is read at start only`
}

/** The one feature that is read at start only. */
function snapshotterOf({ features }: Keys): unknown {
  return typeof features === 'object' && features !== null && 'containerd-snapshotter' in features
    ? features['containerd-snapshotter']
    : undefined
}
