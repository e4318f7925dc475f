import { LongshoreError } from '../../base/longshore-error.ts'
import type { GitOutput } from './git.ts'

/** What git said, as what it means for the store. */
export function gitFailed(what: string, folder: string, output: GitOutput): LongshoreError {
  const said = lastLines(output.stderr)
  if (output.code === 127 && /ENOENT/.test(output.stderr)) {
    return new LongshoreError('BACKUP_STORE_UNUSABLE', `${what}: there is no git on this machine`, {
      hint: 'Install git: a backup store is an ordinary git repository',
    })
  }
  if (/no space left|out of diskspace|disk quota exceeded|file too large|ENOSPC/i.test(output.stderr)) {
    return new LongshoreError('BACKUP_STORE_UNUSABLE', `${what}: no space is left for ${folder}`, {
      hint: 'Earlier backups are intact, and this one is not stored. Free some space and run it again',
    })
  }
  if (isDamage(output.stderr)) return storeDamaged(`${what}: ${said}`, folder)
  if (/dubious ownership/.test(output.stderr)) {
    return new LongshoreError('BACKUP_STORE_UNUSABLE', `${what}: ${folder} belongs to another user`, {
      hint: 'Run as the user whose it is, or give it to this one with chown -R',
    })
  }
  return new LongshoreError('BACKUP_STORE_UNUSABLE', `${what}: git says: ${said || `exit code ${output.code}`}`, {
    hint: `Earlier backups are intact. Look at it with: git -C ${folder} status`,
  })
}

const DAMAGE =
  /corrupt|inflate|hash mismatch|missing (blob|tree|commit)|bad object|unable to read (tree|sha1|[0-9a-f]{40})|not a valid object|invalid sha1 pointer|broken link|loose object|bad tree|garbage/i

function isDamage(text: string): boolean {
  return DAMAGE.test(text)
}

export function storeDamaged(what: string, folder: string): LongshoreError {
  return new LongshoreError('BACKUP_DAMAGED', `the backup store is damaged: ${what}`, {
    hint: `See what is hurt: longshore backups verify. What a remote or a copy still has comes back by: git -C ${folder} fetch REMOTE. Or move the store aside: a new one begins with the next backup`,
  })
}

export function notBare(folder: string): LongshoreError {
  return new LongshoreError(
    'BACKUP_STORE_UNUSABLE',
    `${folder} is a folder of something else, not a store of backups`,
    {
      hint: 'Name a folder that is not there yet, or a bare git repository (git clone --bare)',
    },
  )
}

export function storeMissing(folder: string): LongshoreError {
  return new LongshoreError('BACKUP_NOT_FOUND', `there is no backup yet in ${folder}`, {
    hint: 'Make one: longshore backup PATTERN',
  })
}

export function folderUnwritable(folder: string, cause: unknown): LongshoreError {
  const { code } = cause as NodeJS.ErrnoException
  const reason = (code && REASONS[code]) ?? (cause instanceof Error ? cause.message : String(cause))
  return new LongshoreError('BACKUP_STORE_UNUSABLE', `the backup store ${folder} cannot be written: ${reason}`, {
    hint: 'Earlier backups are intact, and this one is not stored',
    cause,
  })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
}

export function storeBusy(folder: string, pid: number, host: string): LongshoreError {
  return new LongshoreError('BACKUP_STORE_UNUSABLE', `${folder} is in use by process ${pid} on ${host}`, {
    hint: 'Run it again when that has ended. Nothing is stored',
  })
}

export function hostNotStored(host: string, when: string): LongshoreError {
  const at = when === 'latest' ? '' : ` as of ${when}`
  return new LongshoreError('BACKUP_NOT_FOUND', `there is no backup of ${host}${at}`, {
    hint: 'See what there is: longshore backups list',
  })
}

export function noSuchVersion(when: string): LongshoreError {
  return new LongshoreError('BACKUP_NOT_FOUND', `'${when}' is no backup: no version, run, date or age`, {
    hint: 'For example: latest, 2026-11-30, 2026-11-30T02:17, 2d, a version or a run of: longshore backups list',
  })
}

export function recipientInvalid(recipient: string): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `backups: encrypt_to: '${recipient}' is no recipient of age`, {
    hint: 'One looks like age1..., and is printed by age-keygen',
  })
}

export function identityInvalid(path: string, reason: string): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `the age identity ${path} cannot be used: ${reason}`, {
    hint: 'A file of age-keygen, with a line AGE-SECRET-KEY-1...',
  })
}

export function secretNotOpened(path: string): LongshoreError {
  return new LongshoreError('BACKUP_DAMAGED', `the identity that was given does not open the backup of ${path}`, {
    hint: 'Give the identity of one of the recipients that it was encrypted to',
  })
}

export function remoteFailed(remote: string, output: GitOutput): LongshoreError {
  const said = lastLines(output.stderr) || `exit code ${output.code}`
  return new LongshoreError(
    'BACKUP_STORE_UNUSABLE',
    `the backup is stored here, and not pushed to ${withoutPassword(remote)}: ${withoutPassword(said)}`,
    {
      hint: 'Nothing is lost: it is pushed with the next backup',
    },
  )
}

export function newestNotShared(remote: string, output: GitOutput): LongshoreError {
  const said = lastLines(output.stderr) || `exit code ${output.code}`
  return new LongshoreError(
    'BACKUP_STORE_UNUSABLE',
    `controllers do not hear of each other when hosts were last backed up, by ${withoutPassword(remote)}: ${withoutPassword(said)}`,
    {
      hint: 'No backup is lost. It is tried again with the next one',
    },
  )
}

export function remoteKeepsMoving(remote: string): LongshoreError {
  return new LongshoreError(
    'BACKUP_STORE_UNUSABLE',
    `the backup is stored here, and not pushed to ${withoutPassword(remote)}: others push there all the time`,
    {
      hint: 'Nothing is lost: it is pushed with the next backup',
    },
  )
}

function withoutPassword(text: string): string {
  return text.replace(/(:\/\/)[^\s/@]+@/g, '$1***@')
}

function lastLines(text: string): string {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('hint:') && !line.startsWith('fast-import: dumping'))
  return lines
    .slice(-3)
    .map((line) => line.replace(/^(fatal|error|remote): /, '').trim())
    .join('; ')
}
