import { LongshoreError } from '../../base/longshore-error.ts'

export function fileAbsent(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `file (${path}) is absent, cannot continue`, {
    hint: 'state: touch or the copy module makes a file; state: file only looks after one that is there',
  })
}

export function anotherKind(path: string, kind: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} already exists as a ${kind}`, {
    hint: `Move it away first, or remove it with state: absent`,
  })
}

export function pathThroughFile(path: string, nearest: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    `There was an issue creating ${path} as requested: [Errno 20] Not a directory: b'${path}'`,
    {
      hint: `${nearest} is not a directory: see ls -ld ${nearest} on the host`,
    },
  )
}

export function linkSourceMissing(state: string): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `src is required for creating new ${state === 'link' ? 'symlinks' : 'hardlinks'}`,
    {
      hint: 'src is what the link points to',
    },
  )
}

export function linkTargetMissing(target: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    `src file does not exist, use "force=yes" if you really want to create the link: ${target}`,
    { hint: 'Create it first, or say force: true' },
  )
}

export function hardLinkTargetMissing(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'src does not exist', { hint: 'A hard link needs a file that is there' })
}

export function refusesToConvert(path: string, kind: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `refusing to convert from ${kind} to symlink for ${path}`, {
    hint: 'Say force: true to replace it',
  })
}

export function folderNotEmpty(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `the directory ${path} is not empty, refusing to convert it`, {
    hint: 'Remove it first with state: absent',
  })
}

export function timeUnreadable(value: string, format: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    `Error while obtaining timestamp for time ${value} using format ${format}: time data '${value}' does not match format '${format}'`,
    { hint: 'Use now, preserve, or a time as the format says: %Y %m %d %H %M %S %y %j and other characters' },
  )
}

export function isNoFile(path: string, kind: 'directory' | 'link'): LongshoreError {
  return new LongshoreError('TASK_FAILED', `file (${path}) is ${kind}, cannot continue`, {
    hint: `Say state: ${kind}, or leave state away`,
  })
}

export function hardLinkInTheWay(path: string, kind: string): LongshoreError {
  const what = kind === 'hard' ? 'different hard link' : 'file'
  return new LongshoreError('TASK_FAILED', `Cannot link, ${what} exists at destination`, {
    hint: `${path} is another file: say force: true to replace it`,
  })
}

export function cannotTouch(path: string, isBelowFolder: boolean): LongshoreError {
  const why = isBelowFolder ? '[Errno 2] No such file or directory' : '[Errno 20] Not a directory'
  return new LongshoreError('TASK_FAILED', `Error, could not touch target: ${why}: b'${path}'`, {
    hint: 'Create its folder first, with state: directory',
  })
}

export function sourceWithoutLink(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', "src option requires state to be 'link' or 'hard'", {
    hint: 'Add state: link, or take src away',
  })
}

export function recurseWithoutFolder(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', "recurse option requires state to be 'directory'", {
    hint: 'Add state: directory',
  })
}

export function nameUnreadable(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `a name below ${path} holds a line end, which recurse cannot handle`, {
    hint: `See find ${path} -name '*\\n*' on the host`,
  })
}
