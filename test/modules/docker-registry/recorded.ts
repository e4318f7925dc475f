import { readFileSync } from 'node:fs'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Result } from '../../../src/base/result.ts'
import type { CommandOutput } from '../../../src/model/command-output.ts'
import type { Fact } from '../../../src/model/fact.ts'

/** What a command printed on one of the lab's hosts, below test/fixtures/. */
export function recorded(path: string): CommandOutput {
  return outputOf(readFileSync(`test/fixtures/${path}.txt`))
}

export function outputOf(stdout: string | Buffer, exitCode = 0, stderr = ''): CommandOutput {
  return { exitCode, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), truncated: false }
}

export function parsed<T>(fact: Fact<T>, output: CommandOutput): T {
  const result: Result<T, LongshoreError> = fact.parse(output)
  if (!result.ok) throw result.error
  return result.value
}
