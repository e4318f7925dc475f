import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'

interface Cause {
  readonly said: RegExp
  readonly means: string
  readonly hint: (path: string) => string
}

/** What the kernel says, in the words of libc (strerror) as coreutils, busybox and the shells print it. */
const CAUSES: readonly Cause[] = [
  {
    said: /No space left on device/i,
    means: 'the disk is full',
    hint: (path) => `Free some space on the host (df -h ${path}; df -i ${path}), then run again`,
  },
  {
    said: /Disk quota exceeded|Quota exceeded/i,
    means: 'the disk quota is used up',
    hint: () => 'Raise the quota of the user or free some space, then run again',
  },
  {
    said: /Read-only file system/i,
    means: 'the file system is read-only',
    hint: (path) =>
      `See findmnt -T ${path} and dmesg on the host: a file system remounted read-only often means disk errors`,
  },
  {
    said: /Operation not permitted/i,
    means: 'the operation is not permitted',
    hint: (path) =>
      `As root this means an immutable file: see lsattr -d ${path}, and chattr -i ${path} if it may change. Otherwise the task needs become: true`,
  },
  {
    said: /Permission denied/i,
    means: 'permission denied',
    hint: () => 'Does the task need become: true?',
  },
  {
    said: /Device or resource busy|Text file busy/i,
    means: 'it is in use (a mount point, or a bind mount into a container)',
    hint: (path) => `See findmnt ${path} on the host: a file that is itself a mount cannot be replaced`,
  },
  {
    said: /Not a directory/i,
    means: 'a part of the path is not a directory',
    hint: (path) => `See ls -ld on each part of ${path}`,
  },
  {
    said: /No such file or directory/i,
    means: 'a part of the path does not exist',
    hint: (path) => `Create the folder of ${path} first (the file module with state: directory)`,
  },
]

/** An error for a step that worked on `path`: what it was to do, why it could not, and what to do next. */
export function explainFileFailure(doing: string, path: string): (output: CommandOutput) => LongshoreError {
  return (output) => {
    const said = saidBy(output)
    const cause = CAUSES.find((candidate) => candidate.said.test(said))
    return cause === undefined
      ? new LongshoreError('COMMAND_FAILED', `could not ${doing}: ${said}`, { hint: `See ls -ld ${path} on the host` })
      : new LongshoreError('COMMAND_FAILED', `could not ${doing}: ${cause.means} (${said})`, { hint: cause.hint(path) })
  }
}

/** The end of what a command said on stderr, on one line, or its exit code where it said nothing. */
export function saidBy(output: CommandOutput): string {
  const lines = stderrText(output).trim().split('\n')
  return lines.slice(-3).join('; ') || `exit code ${output.exitCode}`
}
