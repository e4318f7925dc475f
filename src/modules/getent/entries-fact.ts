import { err, ok } from '../../base/result.ts'
import { stderrText, stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { exec } from '../../model/remote-command.ts'
import { outputTooLong } from './errors.ts'

export interface Found {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export function entriesFact(database: string, key: string | undefined, service: string | undefined): Fact<Found> {
  const from = service === undefined ? [] : ['-s', service]
  return {
    name: `the database ${database}`,
    command: {
      ...exec('getent', ...from, database, ...(key === undefined || key === '' ? [] : [key])),
      tolerant: true,
    },
    parse: (output) =>
      output.truncated
        ? err(outputTooLong(database))
        : ok({ code: output.exitCode, stdout: stdoutText(output), stderr: stderrText(output) }),
  }
}
