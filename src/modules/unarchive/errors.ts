import { LongshoreError } from '../../base/longshore-error.ts'

export function argsExclude(one: string, other: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `parameters are mutually exclusive: ${one}|${other}`, {
    hint: 'Leave one of the two out',
  })
}

export function sourceIsAddress(src: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `src is an address, which unarchive does not download: ${src}`, {
    hint: 'get_url brings it to the host, with a checksum; then unarchive with remote_src: true',
  })
}

export function destinationMissing(dest: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `dest '${dest}' must be an existing dir`, {
    hint: 'Make it first: file, with state: directory',
  })
}

export function sourceMissing(src: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Source '${src}' does not exist`, {
    hint: 'It is looked for on the host; without remote_src it is a file of the controller',
  })
}

export function notAnArchive(src: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Failed to find handler for "${src}": ${said}`, {
    hint: 'It reads tar, alone or with gzip, bzip2, xz or zstd, and zip; the host needs GNU tar, and unzip for zip',
  })
}

export function leavesDestination(src: string, member: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${src} would write outside of dest: ${member}`, {
    hint: 'Nothing was unpacked. An archive like that is broken or an attack: look at where it comes from',
  })
}

export function oddName(src: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${src} has a member with a line end in its name`, {
    hint: 'Nothing was unpacked: what it writes could not be told and undone',
  })
}

export function notUnpacked(src: string, dest: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `failed to unpack ${src} to ${dest}${said === '' ? '' : `: ${said}`}`)
}
