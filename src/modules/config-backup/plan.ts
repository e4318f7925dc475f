import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Gathered } from '../../model/fact.ts'
import type { HostSnapshot } from '../../model/host-snapshot.ts'
import type { Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { CONFIG_PLACES } from '../../registry/config-places.ts'
import { effectiveTexts, type effectiveFacts } from '../backup-utils/effective.ts'
import { readMangled, tooLarge } from '../backup-utils/errors.ts'
import type { Scanned } from '../backup-utils/scan.ts'
import { entriesFrom, matcher } from '../backup-utils/snapshot-from.ts'
import type { PreparedBackup } from './prepare.ts'
import type { ConfigBackupArgs } from './args.ts'

type Facts = Gathered<ReturnType<typeof effectiveFacts>> & { readonly files: readonly Scanned[] }

const CHUNK_BYTES = 4 * 1024 * 1024

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
  const later = found.filter(({ kind, content }) => kind === 'file' && content === undefined)
  if (later.length === 0) {
    const snapshot = build(found)
    return snapshot.ok
      ? { kind: 'backup', snapshot: snapshot.value, values }
      : { kind: 'impossible', error: snapshot.error }
  }
  const chunks = later.flatMap(chunksOf)
  return {
    kind: 'backup',
    snapshot: { roots: [], entries: [], effective: new Map() },
    values,
    rest: {
      commands: chunks.map(({ path, number }) => shell(CHUNK, path, String(number))),
      complete: (outputs) => {
        const joined = joinChunks(chunks, outputs)
        return joined.ok
          ? build(found.map((file) => ({ ...file, content: file.content ?? joined.value.get(file.path) })))
          : joined
      },
    },
  }
}

function snapshotFrom(
  { args, knownSecrets }: PreparedBackup,
  facts: Facts,
  found: readonly Scanned[],
): Result<HostSnapshot, LongshoreError> {
  const entries = entriesFrom(found, matcher([...CONFIG_PLACES.secrets, ...args.secret_paths, ...knownSecrets]))
  if (!entries.ok) return entries
  return ok({ roots: rootsOf(args), entries: entries.value, effective: effectiveTexts(facts) })
}

/** $1 a file, $2 which of its chunks, from 0. */
const CHUNK = `dd if="$1" bs=${CHUNK_BYTES} skip="$2" count=1 2>/dev/null`

interface Chunk {
  readonly path: string
  readonly number: number
}

/** All of them in one round trip, each with an output of its own. */
function chunksOf({ path, size }: Scanned): Chunk[] {
  return Array.from({ length: Math.ceil(size / CHUNK_BYTES) }, (_, number) => ({ path, number }))
}

function joinChunks(
  chunks: readonly Chunk[],
  outputs: readonly CommandOutput[],
): Result<ReadonlyMap<string, Buffer>, LongshoreError> {
  const parts = new Map<string, Buffer[]>()
  for (const [index, { path }] of chunks.entries()) {
    const output = outputs[index]
    if (output === undefined || output.exitCode !== 0 || output.truncated) return err(readMangled(path))
    parts.set(path, [...(parts.get(path) ?? []), output.stdout])
  }
  return ok(new Map([...parts].map(([path, buffers]) => [path, Buffer.concat(buffers)])))
}

function largest(found: readonly Scanned[]): string {
  return [...found].filter(({ kind }) => kind === 'file').sort((a, b) => b.size - a.size)[0]?.path ?? ''
}
