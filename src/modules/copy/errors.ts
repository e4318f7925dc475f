import { LongshoreError } from '../../base/longshore-error.ts'

export function sourceMissing(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'src (or content) is required', {
    hint: 'Give src, a file of the controller, or content, a text',
  })
}

export function sourceGivenTwice(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'src and content are mutually exclusive', {
    hint: 'Keep one of the two',
  })
}

export function contentIntoFolder(dest: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'can not use content with a dir as dest', {
    hint: `${dest} is a folder: name the file itself in dest`,
  })
}

/** In the words of Ansible's copy module. */
export function notWritable(folder: string, { message, hint }: LongshoreError): LongshoreError {
  return new LongshoreError('COMMAND_FAILED', `Destination ${folder} not writable`, {
    hint: hint === undefined ? message : `${message}. ${hint}`,
  })
}

/** In the words of Ansible's copy module. */
export function checksumDiffers(path: string, wanted: string, is: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'Copied file does not match the expected checksum. Transfer failed.', {
    hint: `${path} has ${is}, expected ${wanted}; checksum is a SHA-1: compare with sha1sum`,
  })
}

export function remoteSourceMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Source ${path} not found`, {
    hint: 'remote_src: true looks for it on the host. Does the task need become: true?',
  })
}

export function folderOntoFile(dest: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `cannot copy a folder onto ${dest}: it is not a folder`, {
    hint: `See ls -l ${dest} on the host`,
  })
}

export function folderInWayOfLink(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `the folder ${path} is in the way of a symlink`, {
    hint: 'Remove it first, or leave local_follow: false away',
  })
}
