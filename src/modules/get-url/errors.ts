import { LongshoreError } from '../../base/longshore-error.ts'

export function checksumForm(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'The checksum parameter has to be in format <algorithm>:<checksum>', {
    hint: 'Algorithms are md5, sha1, sha224, sha256, sha384 and sha512',
  })
}

/** In the words of Ansible. */
export function algorithmUnknown(dest: string, algorithm: string, known: readonly string[]): LongshoreError {
  const message = `Could not hash file '${dest}' with algorithm '${algorithm}'. Available algorithms: ${known.join(', ')}`
  return new LongshoreError('TASK_FAILED', message, { hint: 'checksum is ALGORITHM:SUM; nothing was downloaded' })
}

export function downloadFolderMissing(path: string, isFile: boolean): LongshoreError {
  const message = isFile ? `${path} is a file but should be a directory.` : `${path} directory does not exist.`
  return new LongshoreError('TASK_FAILED', message, { hint: 'tmp_dest is a folder on the host that is there already' })
}

export function checksumNotHex(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'The checksum format is invalid', { hint: 'A sum is a hexadecimal number' })
}

export function checksumNotListed(name: string, url: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Unable to find a checksum for file '${name}' in '${url}'`, {
    hint: 'The list needs a line with the sum and the name of the file, as sha256sum writes it',
  })
}

export function checksumDiffers(dest: string, wanted: string, is: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `The checksum for ${dest} did not match ${wanted}; it was ${is}.`, {
    hint: 'Nothing was written. Did the file behind the URL change, or does a proxy stand between?',
  })
}

export function requestFailed(said: string, status: number): LongshoreError {
  return new LongshoreError('TASK_FAILED', status > 0 ? 'Request failed' : said, {
    hint: `${status > 0 ? `The server said ${said}. ` : ''}Nothing was written. The request was made from the host itself: try curl -v there`,
  })
}

export function folderMissing(folder: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Destination ${folder} does not exist`, {
    hint: 'Create it first, with the file module and state: directory',
  })
}

export function notWritten(dest: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Destination ${dest} is not writable: ${said}`, {
    hint: 'Does the task need become: true?',
  })
}
