import { LongshoreError } from '../../base/longshore-error.ts'
import type { RunOwner } from '../../ports/run-store.ts'

export function stateFolderUnwritable(path: string, cause: unknown): LongshoreError {
  return new LongshoreError('STATE_UNWRITABLE', `the run journal cannot be created in ${path}: ${reason(cause)}`, {
    hint: 'Every change is journalled before it is made. Free some space, or point XDG_STATE_HOME at a folder of yours',
    cause,
  })
}

export function journalUnwritable(path: string, cause: unknown): LongshoreError {
  return new LongshoreError('STATE_UNWRITABLE', `the run journal ${path} cannot be written: ${reason(cause)}`, {
    hint: 'What was journalled before is intact. Free some space, or point XDG_STATE_HOME at another folder',
    cause,
  })
}

export function journalUnreadable(path: string, cause: unknown): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `the run journal ${path} cannot be read: ${reason(cause)}`, { cause })
}

export function runsUnreadable(path: string, cause: unknown): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `the runs in ${path} cannot be read: ${reason(cause)}`, { cause })
}

export function journalBroken(path: string, line: number): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `the run journal ${path} is damaged: line ${line} is not an event`, {
    hint: 'Only the last line may be cut short, by a crash; this file was changed after it was written',
    at: { file: path, line, column: 1 },
  })
}

export function journalChanged(path: string, line: number): LongshoreError {
  return new LongshoreError(
    'FILE_UNREADABLE',
    `the run journal ${path} was changed at line ${line} after it was written`,
    {
      hint: 'What it says of the hosts cannot be relied on. Run the playbook anew: what is in place already stays as it is',
      at: { file: path, line, column: 1 },
    },
  )
}

export function requestMissing(runFolder: string): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `${runFolder} does not say what the run was asked for`, {
    hint: 'Runs of one task (exec, backup, restore), of older versions, and runs that ended before they began can be neither resumed nor rolled back by a word. Run it anew, or have a task say what was before: what registry modules and transactions undo is in playbooks, and longshore backups restore brings configurations back',
  })
}

export function runAlive({ pid, host }: RunOwner): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the run is alive: process ${pid} on ${host} works on it`, {
    hint: 'Wait for it, or stop it first: longshore runs abort RUN',
  })
}

export function ownerElsewhere({ pid, host }: RunOwner): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the run is on ${host}, where it is process ${pid}`, {
    hint: `Stop it from ${host}`,
  })
}

export function ownerUntold({ pid }: RunOwner, cause: unknown): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `process ${pid} cannot be told: ${reason(cause)}`, {
    hint: 'Only the user who started the run, or root, may stop it',
    cause,
  })
}

export function orderUnwritable(runFolder: string, cause: unknown): LongshoreError {
  return new LongshoreError('STATE_UNWRITABLE', `nothing can be said to the run in ${runFolder}: ${reason(cause)}`, {
    hint: 'Free some space there; what is said to a run is kept in its folder. Only who started it, or root, may write there',
    cause,
  })
}

export function guardUnnoted(run: string, runFolder: string, cause: unknown): LongshoreError {
  return new LongshoreError(
    'STATE_UNWRITABLE',
    `what was heard of a guard of run ${run} cannot be kept in ${runFolder}, so 'longshore runs show ${run}' will not tell of it: ${reason(cause)}`,
    { cause },
  )
}

function reason(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return (code && REASONS[code]) ?? (cause instanceof Error ? cause.message : String(cause))
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device (ENOSPC)',
  EDQUOT: 'the disk quota is used up (EDQUOT)',
  EACCES: 'permission denied (EACCES)',
  EPERM: 'operation not permitted (EPERM)',
  EROFS: 'the file system is read-only (EROFS)',
  ENOTDIR: 'a part of the path is a file (ENOTDIR)',
  EEXIST: 'it exists already (EEXIST)',
  ENOENT: 'no such file or folder (ENOENT)',
}
