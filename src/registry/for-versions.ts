import { MATRIX, OLDEST, rowsOf, type VersionedRuntime } from './capabilities/matrix.ts'
import type { Finding } from './finding.ts'
import { isAtLeast, isBelow, type Version } from './version.ts'

const SEVERITIES = ['warning', 'ignored', 'fatal'] as const

/**
 * What a rule says for one version. Where the version is not known: for all that are in use. What only some of them
 * mind is a warning then; its message names the versions.
 */
export function findingsFor<T extends Finding>(
  runtime: VersionedRuntime,
  version: Version | undefined,
  judge: (version: Version) => readonly T[],
): readonly T[] {
  if (version !== undefined) return judge(version)
  const verdicts = turningPoints(runtime).map(judge)
  const groups = Map.groupBy(verdicts.flat(), keyOf)
  const merged = [...groups.values()].flatMap((group) => mildest(group, group.length >= verdicts.length))
  return merged.sort((a, b) => a.line - b.line || a.column - b.column)
}

/** One version of each stretch in which the matrix has no change, oldest first. */
function turningPoints(runtime: VersionedRuntime): Version[] {
  const oldest = OLDEST[runtime]
  const bounds = rowsOf(runtime).flatMap(([, { versions }]) => versions.flatMap(({ since, until }) => [since, until]))
  const later = bounds.filter((bound) => bound !== undefined && isAtLeast(bound, oldest)) as Version[]
  return [...new Set([oldest, ...later])].sort((a, b) => (a === b ? 0 : isBelow(a, b) ? -1 : 1))
}

function keyOf({ severity: _, fix: __, ...rest }: Finding): string {
  return JSON.stringify(Object.entries(rest).sort())
}

/** The newest wording, and the least that every version makes of it. */
function mildest<T extends Finding>(group: readonly T[], everywhere: boolean): T[] {
  const last = group.at(-1)
  if (last === undefined) return []
  const least = SEVERITIES.find((severity) => group.some((finding) => finding.severity === severity)) ?? 'warning'
  return [{ ...last, severity: everywhere ? least : 'warning' }]
}

export function isVersionedRuntime(name: string): name is VersionedRuntime {
  return Object.hasOwn(MATRIX, name)
}
