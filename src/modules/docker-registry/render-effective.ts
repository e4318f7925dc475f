import { builtInInsecure, type EffectiveConfig } from '../../registry/docker/effective.ts'
import type { Version } from '../../registry/version.ts'

/** The text that the scripts' `effective` prints for this configuration, on dockerd of this version. */
export function renderEffective(config: EffectiveConfig, version: Version): string {
  const lines = [
    ...config.mirrors.map((mirror, index) => `mirror ${index} ${JSON.stringify(mirror)}`),
    ...[...builtInInsecure(version), ...config.insecure].map((entry) => `insecure ${JSON.stringify(entry)}`),
    ...config.labels.map((label) => `label ${JSON.stringify(label)}`),
    `live-restore ${config.liveRestore}`,
    `debug ${config.debug}`,
  ]
  return [...new Set(lines)].sort(byBytes).join('\n')
}

const LIMITS = [
  ['max-concurrent-downloads', 3],
  ['max-concurrent-uploads', 5],
  ['max-download-attempts', 5],
] as const

/**
 * The limits as the reload event shows them: the file's, or the defaults that a reload resets them to. '' where a 0 in
 * the file leaves open what is shown.
 */
export function renderLimits(file: Readonly<Record<string, unknown>>): string {
  const limits = LIMITS.map(([key, fallback]) => {
    const value = file[key]
    return typeof value === 'number' ? value : fallback
  })
  return limits.includes(0) ? '' : limits.join(' ')
}

/** As `LC_ALL=C sort`. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
