import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'

export function factUnreadable(path: string, output: CommandOutput): LongshoreError {
  const said = output.truncated ? 'it is larger than what Longshore reads' : stderrText(output).trim()
  return new LongshoreError('FACT_UNREADABLE', `${path} could not be read: ${said || `exit code ${output.exitCode}`}`, {
    hint: 'Does the task need become: true?',
  })
}
