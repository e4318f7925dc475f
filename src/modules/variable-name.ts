import { LongshoreError } from '../base/longshore-error.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The first of these names that no variable can have, in the words of Ansible (plugins/action/set_fact.py). */
export function invalidVariableName(names: readonly string[]): LongshoreError | undefined {
  const invalid = names.find((name) => !NAME.test(name))
  if (invalid === undefined) return undefined
  const message =
    `The variable name '${invalid}' is not valid. Variables must start with a letter or underscore character, and ` +
    'contain only letters, numbers and underscores.'
  return new LongshoreError('MODULE_ARGS_INVALID', message, { hint: 'Choose another name' })
}
