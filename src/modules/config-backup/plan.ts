import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Gathered } from '../../model/fact.ts'
import type { HostSnapshot } from '../../model/host-snapshot.ts'
import type { Plan } from '../../model/plan.ts'
import { CONFIG_PLACES } from '../../registry/config-places.ts'
import { effectiveTexts, type effectiveFacts } from '../backup-utils/effective.ts'
import { tooLarge } from '../backup-utils/errors.ts'
import { restOf } from '../backup-utils/read-rest.ts'
import type { Scanned } from '../backup-utils/scan.ts'
import { pathMatcher } from '../backup-utils/path-patterns.ts'
import { entriesFrom } from '../backup-utils/snapshot-from.ts'
import type { PreparedBackup } from './prepare.ts'
import type { ConfigBackupArgs } from './args.ts'

type Facts = Gathered<ReturnType<typeof effectiveFacts>> & { readonly files: readonly Scanned[] }

export function rootsOf({ paths, secret_paths: secrets }: ConfigBackupArgs): readonly string[] {
  return [...new Set([...CONFIG_PLACES.patterns, ...CONFIG_PLACES.secrets, ...paths, ...secrets])]
}

export function planConfigBackup(prepared: PreparedBackup, facts: Facts): Plan {
  const { args } = prepared
  const { files: found } = facts
  const bytes = found.reduce((sum, { kind, size }) => sum + (kind === 'file' ? size : 0), 0)
  if (bytes > args.max_size) return { kind: 'impossible', error: tooLarge(bytes, args.max_size, largest(found)) }
  const build = (files: readonly Scanned[]) => snapshotFrom(prepared, facts, files)
  const values = { files: found.filter(({ kind }) => kind === 'file').length }
  const rest = restOf(found)
  if (rest === undefined) {
    const snapshot = build(found)
    return snapshot.ok
      ? { kind: 'backup', snapshot: snapshot.value, values }
      : { kind: 'impossible', error: snapshot.error }
  }
  return {
    kind: 'backup',
    snapshot: { roots: [], entries: [], effective: new Map() },
    values,
    rest: {
      commands: rest.commands,
      complete: (outputs) => {
        const whole = rest.complete(outputs)
        return whole.ok ? build(whole.value) : whole
      },
    },
  }
}

function snapshotFrom(
  { args, knownSecrets }: PreparedBackup,
  facts: Facts,
  found: readonly Scanned[],
): Result<HostSnapshot, LongshoreError> {
  const entries = entriesFrom(found, pathMatcher([...CONFIG_PLACES.secrets, ...args.secret_paths, ...knownSecrets]))
  if (!entries.ok) return entries
  return ok({ roots: rootsOf(args), entries: entries.value, effective: effectiveTexts(facts) })
}

function largest(found: readonly Scanned[]): string {
  return [...found].filter(({ kind }) => kind === 'file').sort((a, b) => b.size - a.size)[0]?.path ?? ''
}
