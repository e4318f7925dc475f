import type { LongshoreError } from '../base/longshore-error.ts'
import type { Recap } from '../model/recap.ts'
import { ansibleExitCode, ansibleExitCodeOfErrors, formatAnsibleError } from './ansible-exit-codes.ts'
import { wrapText } from './terminal/wrap-text.ts'
import { exitCodeOf, formatError } from './exit-codes.ts'

/** In whose words errors and warnings are told, and whose exit codes are given. */
export interface Voice {
  readonly error: (error: LongshoreError) => string
  readonly warning: (message: string) => string
  readonly exitCode: (recap: Recap) => number
  readonly exitCodeOfErrors: (errors: readonly LongshoreError[]) => number
}

const OWN: Voice = {
  error: formatError,
  warning: (message) => `warning: ${message}\n`,
  exitCode: exitCodeOf,
  exitCodeOfErrors: () => 1,
}

function ansibleWarning(message: string): string {
  return `${wrapText(`[WARNING]: ${message}`, 79)}\n`
}

const ANSIBLE: Voice = {
  error: (error) => [...(error.ansible?.warnings ?? []).map(ansibleWarning), formatAnsibleError(error)].join(''),
  warning: ansibleWarning,
  exitCode: ansibleExitCode,
  exitCodeOfErrors: ansibleExitCodeOfErrors,
}

/** Ansible's where its output is asked for. */
export function voiceOf(output: string | undefined): Voice {
  return output === 'ansible' ? ANSIBLE : OWN
}

/** What Ansible says of its settings with -v. */
export function configLine(path: string | undefined): string {
  return path === undefined ? 'No config file found; using defaults\n' : `Using ${path} as config file\n`
}
