/** The same shape whether the command succeeded or not: a non-zero exit is a fact, not an accident. */
export interface CommandOutput {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: Buffer
  /** True where output was longer than the cap: the rest was drained and dropped. */
  readonly truncated: boolean
}

export function stdoutText(output: CommandOutput): string {
  return output.stdout.toString('utf8')
}

export function stderrText(output: CommandOutput): string {
  return output.stderr.toString('utf8')
}
