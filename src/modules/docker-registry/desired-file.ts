import { isDeepStrictEqual } from 'node:util'
import { DAEMON_KEYS } from '../../registry/docker/daemon-keys.ts'
import { insecureWithoutBuiltIn, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { normaliseMirrors } from '../../registry/docker/mirror.ts'
import type { JsonChanges } from '../../text-edit/set-json-keys.ts'
import type { DockerRegistryArgs } from './args.ts'

type Keys = Readonly<Record<string, unknown>>

/** The keys of daemon.json that the task speaks of, each with the value it wants; null for "cleared". */
export function wantedKeys(args: DockerRegistryArgs): Keys {
  const wanted: Record<string, unknown> = { ...args.extra }
  const named: Keys = {
    'registry-mirrors': args.mirrors,
    'insecure-registries': args.insecure_registries,
    'max-concurrent-downloads': args.max_concurrent_downloads,
    'max-concurrent-uploads': args.max_concurrent_uploads,
    'max-download-attempts': args.max_download_attempts,
    'live-restore': args.live_restore,
  }
  for (const [key, value] of Object.entries(named)) if (value !== undefined) wanted[key] = value
  return wanted
}

/**
 * What has to be written so that the file says what is wanted. A key that says it already, spelled otherwise, is left
 * alone. A key is cleared by its explicit empty value, since a reload keeps what the file no longer mentions; where
 * neither file nor daemon has it nothing is written.
 */
export function changesFor(wanted: Keys, file: Keys, effective: EffectiveConfig | undefined): JsonChanges {
  const changes: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(wanted)) {
    const cleared = value === null || isDeepStrictEqual(value, clearedValue(key))
    if (cleared ? isClear(key, file, effective) : sameValue(key, value, file[key])) continue
    changes[key] = cleared ? clearing(key) : value
  }
  return changes
}

function clearing(key: string): unknown {
  return DAEMON_KEYS[key]?.reload === 'keeps' ? clearedValue(key) : undefined
}

function clearedValue(key: string): unknown {
  return DAEMON_KEYS[key]?.cleared
}

function isClear(key: string, file: Keys, effective: EffectiveConfig | undefined): boolean {
  if (Object.hasOwn(file, key)) return sameValue(key, clearedValue(key), file[key])
  if (effective === undefined) return true
  if (key === 'registry-mirrors') return effective.mirrors.length === 0
  if (key === 'insecure-registries') return effective.insecure.length === 0
  if (key === 'live-restore') return !effective.liveRestore
  if (key === 'debug') return !effective.debug
  return key === 'labels' ? effective.labels.length === 0 : true
}

function sameValue(key: string, wanted: unknown, present: unknown): boolean {
  if (isTexts(wanted) && isTexts(present)) {
    if (key === 'registry-mirrors') return isDeepStrictEqual(normaliseMirrors(wanted), normaliseMirrors(present))
    if (key === 'insecure-registries') {
      return isDeepStrictEqual(insecureWithoutBuiltIn(wanted), insecureWithoutBuiltIn(present))
    }
  }
  return isDeepStrictEqual(wanted, present)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
