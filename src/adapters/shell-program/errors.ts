import { LongshoreError } from '../../base/longshore-error.ts'

export function environmentNameInvalid(name: string): LongshoreError {
  return new LongshoreError('VARS_INVALID', `'${name}' is not a name that a shell can export`, {
    hint: 'Names in environment: hold letters, digits and underscores, and do not start with a digit.',
  })
}

export function commandHoldsNul(where: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `${where} holds a NUL character, which no program can be given`, {
    hint: 'Bytes with NUL can be the content of a file, never an argument, a path or a variable.',
  })
}

export function commandIsEmpty(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'a command without a single word cannot be run', {
    hint: 'Give the program to run.',
  })
}

export function refusesToRemoveRoot(path: string): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `'${path}' is not removed: it is the root or the working directory`,
    {
      hint: 'Name the file or the directory that is to go.',
    },
  )
}
