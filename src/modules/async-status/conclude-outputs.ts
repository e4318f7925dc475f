import type { CommandOutput } from '../../model/command-output.ts'
import type { Conclusion } from '../../model/plan.ts'
import { nonZeroExit } from '../command/errors.ts'
import { deltaOf, isFramed, outputValues, readFramed } from '../module-utils/run-output.ts'

/** What a job says of which no more is known than what its last command put out: that an earlier run started it. */
export function concludeOutputs(outputs: readonly CommandOutput[]): Conclusion {
  const output = outputs.at(-1)
  if (output === undefined) return { changed: false }
  const values = isFramed(output) ? framedValues(output) : plainValues(output)
  if (output.exitCode === 0) return { changed: true, values: { ...values, msg: '' } }
  const failed = nonZeroExit('the job', output.exitCode, output.stderr.toString('utf8'))
  return { changed: true, values: { ...values, msg: 'non-zero return code' }, failed }
}

function framedValues(output: CommandOutput) {
  const { rc, start, end, stdout, stderr } = readFramed(output)
  const strip = (text: string) => text.replace(/[\r\n]+$/, '')
  return { rc, start, end, delta: deltaOf(start, end), ...outputValues(strip(stdout), strip(stderr)) }
}

function plainValues({ exitCode, stdout, stderr }: CommandOutput) {
  return { rc: exitCode, ...outputValues(stdout.toString('utf8'), stderr.toString('utf8')) }
}
