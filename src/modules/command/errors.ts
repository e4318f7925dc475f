import { LongshoreError } from '../../base/longshore-error.ts'

const STDERR_LINES = 5

export function nonZeroExit(what: string, rc: number, stderr: string): LongshoreError {
  const said = stderr.trim().split('\n').slice(-STDERR_LINES).join('\n')
  return new LongshoreError('COMMAND_FAILED', `${what}: non-zero return code ${rc}${said === '' ? '' : `: ${said}`}`, {
    hint: 'If this exit code is fine, say so with failed_when',
  })
}

export function programMissing(program: string): LongshoreError {
  return new LongshoreError('COMMAND_FAILED', `${program}: there is no such program on the host`, {
    hint: 'Is its package installed, and its folder in the PATH of the user? Shell syntax and builtins need the shell module',
  })
}

export function noProgram(path: string): LongshoreError {
  return new LongshoreError('COMMAND_FAILED', `${path}: the user may not run this, or it is no program`, {
    hint: 'Has the file the mode of a program, such as 0755? Is it a folder?',
  })
}

/** In the words of Ansible; the host's last line is the number of the error. */
export function directoryRefused(path: string, said: string): LongshoreError {
  const errno = said.trim().split('\n').at(-1) ?? ''
  const why = WHY_NO_DIRECTORY[errno] ?? 'No such file or directory'
  return new LongshoreError(
    'COMMAND_FAILED',
    `Unable to change directory before execution: [Errno ${errno}] ${why}: b'${path}'`,
    { hint: `chdir names ${path}: create it first, or does the task need become: true?` },
  )
}

const WHY_NO_DIRECTORY: Readonly<Record<string, string>> = {
  2: 'No such file or directory',
  13: 'Permission denied',
  20: 'Not a directory',
}

export function chdirNotAbsolute(path: string): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `chdir ${path} must be an absolute path for a Unix-aware remote node`,
    { hint: 'Begin it with /' },
  )
}

/** In the words of Ansible's command module. */
export function noCommand(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'no command given', {
    hint: 'Write the command after the module name, or in cmd; argv of the command module takes a list of words',
  })
}

export function commandGivenTwice(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'only command or argv can be given, not both', {
    hint: 'Keep one of the two',
  })
}

export function commandLineInvalid(module: string, problem: string): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `${module}: the command line cannot be split into words: ${problem}`,
    {
      hint: 'Close the quote, or give the words as a list in argv',
    },
  )
}
