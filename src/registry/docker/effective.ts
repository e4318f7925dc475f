import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { normaliseInsecureRegistry } from './insecure-registry.ts'
import { normaliseMirrors } from './mirror.ts'

/** What a running dockerd says that it uses (`docker info`). The limits on transfers are not among it. */
export interface EffectiveConfig {
  /** Normalised, in order. */
  readonly mirrors: readonly string[]
  /** Hosts and CIDRs, sorted, without what every daemon adds by itself. */
  readonly insecure: readonly string[]
  readonly liveRestore: boolean
  readonly debug: boolean
  readonly labels: readonly string[]
}

const BUILT_IN = ['127.0.0.0/8', '::1/128']

export function insecureWithoutBuiltIn(entries: readonly string[]): string[] {
  return [...new Set(entries.map(normaliseInsecureRegistry))].filter((entry) => !BUILT_IN.includes(entry)).sort()
}

/**
 * What the daemon will say after it took `file` in. By `reload` a key that the file does not set keeps what was in
 * force; after a `restart` it has the value of its flag, or its default. Source: moby daemon/reload.go.
 */
export function effectiveAfter(
  before: EffectiveConfig,
  file: Readonly<Record<string, unknown>>,
  how: 'reload' | 'restart',
  flags: ReadonlyMap<string, readonly string[]>,
): EffectiveConfig {
  const texts = (key: string, otherwise: readonly string[]): readonly string[] => {
    const value = file[key]
    if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
    return how === 'reload' ? otherwise : (flags.get(key) ?? [])
  }
  const truth = (key: string, otherwise: boolean): boolean => {
    const value = file[key]
    if (typeof value === 'boolean') return value
    return how === 'reload' ? otherwise : flags.get(key)?.at(-1) === 'true'
  }
  return {
    mirrors: normaliseMirrors(texts('registry-mirrors', before.mirrors)),
    insecure: insecureWithoutBuiltIn(texts('insecure-registries', before.insecure)),
    liveRestore: truth('live-restore', before.liveRestore),
    debug: truth('debug', before.debug),
    labels: texts('labels', before.labels),
  }
}

/**
 * The keys of daemon.json that make a reload bring `effective` back, whatever the file or an earlier reload said. Only
 * those whose value the daemon shows.
 */
export function explicitKeys(effective: EffectiveConfig): Readonly<Record<string, unknown>> {
  return {
    'registry-mirrors': [...effective.mirrors],
    'insecure-registries': [...effective.insecure],
    'live-restore': effective.liveRestore,
    debug: effective.debug,
    labels: [...effective.labels],
  }
}

/** Entries that dockerd of this version adds to the insecure registries by itself. */
export function builtInInsecure(version: Version): readonly string[] {
  return has('docker', version, 'loopback-v6-insecure') ? BUILT_IN : BUILT_IN.slice(0, 1)
}
