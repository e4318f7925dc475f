import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'

export function factUnreadable(path: string, output: CommandOutput): LongshoreError {
  const said = output.truncated ? 'it is larger than what Longshore reads' : stderrText(output).trim()
  return new LongshoreError('FACT_UNREADABLE', `${path} could not be read: ${said || `exit code ${output.exitCode}`}`, {
    hint: 'Does the task need become: true?',
  })
}

export function chattrFailed(output: CommandOutput): LongshoreError {
  const said = stderrText(output).trim() || `exit code ${output.exitCode}`
  return new LongshoreError('TASK_FAILED', 'chattr failed', {
    hint: `${said}. Only root sets most attributes, and not every file system has them: lsattr -d shows what is set`,
  })
}

export function accountMissing(kind: 'user' | 'group', name: string): LongshoreError {
  const call = kind === 'user' ? 'chown' : 'chgrp'
  return new LongshoreError('TASK_FAILED', `${call} failed: failed to look up ${kind} ${name}`, {
    hint: `The host has no ${kind} ${name}: create it first, or correct ${kind === 'user' ? 'owner' : 'group'}`,
  })
}

export function selinuxUnsupported(): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    'SELinux contexts are not supported yet, and SELinux is enabled on the host',
    {
      hint: 'Leave seuser, serole, setype and selevel out; set the context with chcon or semanage in a command task',
    },
  )
}

export function destinationFolderMissing(folder: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Destination directory ${folder} does not exist`, {
    hint: 'Create it first, with the file module and state: directory',
  })
}

export function notARegularFile(path: string, kind: string): LongshoreError {
  const what = kind === 'directory' ? 'a directory' : 'neither a file nor a directory'
  return new LongshoreError('TASK_FAILED', `${path} is ${what}: it cannot be replaced by a file`, {
    hint: kind === 'directory' ? 'Name a file below it' : `See ls -l ${path} on the host`,
  })
}

export function validationFailed(path: string, program: string, output: CommandOutput): LongshoreError {
  const said = stderrText(output).trim()
  return new LongshoreError('TASK_FAILED', `failed to validate: rc:${output.exitCode} error:${said}`, {
    hint: `${program} refused the new ${path}, and nothing was written: correct the content, or the command in validate`,
  })
}

export function validateWithoutPlaceholder(validate: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `validate must contain %s: ${validate}`, {
    hint: '%s stands for the path of the candidate',
  })
}

export function validateInvalid(problem: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `validate cannot be split into words: ${problem}`, {
    hint: 'Close the quote',
  })
}

export function pathIsFolder(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Path ${path} is a directory !`, { hint: 'Name a file below it' })
}

export function pathMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Path ${path} does not exist !`, {
    hint: 'Create it first, with the copy module or create: true where the module has it',
  })
}

export function fileTooLarge(path: string, size: number): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} is too large to edit (${size} bytes)`, {
    hint: 'Use the shell module with sed',
  })
}
