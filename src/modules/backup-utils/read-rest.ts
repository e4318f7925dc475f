import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import { shell, type RemoteCommand } from '../../model/remote-command.ts'
import { readMangled } from './errors.ts'
import type { Scanned } from './scan.ts'

const CHUNK_BYTES = 4 * 1024 * 1024

/** Reads what was too much for the first look, in one round trip, in pieces of which each has an output of its own. */
export interface RestOfFiles {
  readonly commands: readonly RemoteCommand[]
  /** The same files, with all of their contents. */
  complete(outputs: readonly CommandOutput[]): Result<readonly Scanned[], LongshoreError>
}

/** Undefined where everything was sent. */
export function restOf(found: readonly Scanned[]): RestOfFiles | undefined {
  const chunks = found.filter(({ kind, content }) => kind === 'file' && content === undefined).flatMap(chunksOf)
  if (chunks.length === 0) return undefined
  return {
    commands: chunks.map(({ path, number }) => shell(CHUNK, path, String(number))),
    complete(outputs) {
      const joined = joinChunks(chunks, outputs)
      if (!joined.ok) return joined
      return ok(found.map((file) => ({ ...file, content: file.content ?? joined.value.get(file.path) })))
    },
  }
}

/** $1 a file, $2 which of its chunks, from 0. */
const CHUNK = `dd if="$1" bs=${CHUNK_BYTES} skip="$2" count=1 2>/dev/null`

interface Chunk {
  readonly path: string
  readonly number: number
}

function chunksOf({ path, size }: Scanned): Chunk[] {
  return Array.from({ length: Math.max(1, Math.ceil(size / CHUNK_BYTES)) }, (_, number) => ({ path, number }))
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
