import type { CommandOutput } from '../../../model/command-output.ts'

/** Outputs of commands, all their bytes in one piece. */
export interface PackedOutputs {
  /** Of each command: exit code, bytes of stdout, bytes of stderr, whether something was dropped. */
  readonly heads: readonly (readonly [number, number, number, boolean])[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

export function packOutputs(outputs: readonly CommandOutput[]): PackedOutputs {
  const heads = outputs.map(
    ({ exitCode, stdout, stderr, truncated }) => [exitCode, stdout.length, stderr.length, truncated] as const,
  )
  const bytes = new Uint8Array(heads.reduce((sum, [, out, error]) => sum + out + error, 0))
  let at = 0
  for (const part of outputs.flatMap(({ stdout, stderr }) => [stdout, stderr])) {
    bytes.set(part, at)
    at += part.length
  }
  return { heads, bytes }
}

export function unpackOutputs({ heads, bytes }: PackedOutputs): readonly CommandOutput[] {
  let at = bytes.byteOffset
  const take = (length: number) => {
    at += length
    return Buffer.from(bytes.buffer, at - length, length)
  }
  return heads.map(([exitCode, out, error, truncated]) => ({
    exitCode,
    stdout: take(out),
    stderr: take(error),
    truncated,
  }))
}
