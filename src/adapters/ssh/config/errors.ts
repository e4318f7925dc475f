import { LongshoreError } from '../../../base/longshore-error.ts'
import { messageOf } from '../message-of.ts'

export function sshArgUnknown(word: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the ssh argument '${word}' is not one that Longshore can follow`, {
    hint: 'It takes -o Key=value, -J, -F, -p, -i and -l; put anything else into ssh_config, or leave it out.',
  })
}

export function sshArgWithoutValue(word: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the ssh argument '${word}' needs a value after it`)
}

export function settingInvalid(keyword: string, value: string, wanted: string, where: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${where}: ${keyword} '${value}' is not ${wanted}`, {
    hint: 'Correct the value; ssh_config(5) describes it.',
  })
}

export function configUnreadable(file: string, cause: unknown): LongshoreError {
  const why = messageOf(cause)
  return new LongshoreError('FILE_UNREADABLE', `the ssh configuration ${file} could not be read: ${why}`, {
    hint: 'Check the path, its permissions and its syntax: ssh -G -F FILE some-host',
    cause,
  })
}

export function matchNotSupported(criterion: string, at: string): LongshoreError {
  return new LongshoreError(
    'USAGE_INVALID',
    `${at}: Longshore cannot tell whether 'Match ${criterion}' holds, so it does not know how to reach this host`,
    {
      hint: 'It evaluates Match with all, host, originalhost, user and localuser. Give another file with --ssh-config, or use a Host block.',
    },
  )
}

export function directiveNotSupported(keyword: string, value: string, host: string): LongshoreError {
  return new LongshoreError(
    'USAGE_INVALID',
    `ssh_config asks for ${keyword} '${value}' to reach ${host}, which Longshore cannot do`,
    {
      hint: 'Use ProxyJump for hosts behind a bastion, or set the keyword to none for this host.',
    },
  )
}

export function includeLoops(file: string): LongshoreError {
  return new LongshoreError(
    'USAGE_INVALID',
    `the ssh configuration ${file} includes itself, or goes more than 16 files deep`,
  )
}

export function jumpLoops(host: string, chain: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the jump hosts of ${host} go in a circle: ${chain.join(' -> ')}`, {
    hint: 'A jump host must not be reached through itself; see ProxyJump in ssh_config.',
  })
}
