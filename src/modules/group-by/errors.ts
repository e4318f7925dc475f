import { LongshoreError } from '../../base/longshore-error.ts'

/** Both in the words of Ansible's action plugin. */
export function keyMissing(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', "the 'key' param is required when using group_by", {
    hint: 'Name the group, as in \'group_by: {key: "os_{{ ansible_distribution }}"}\'',
  })
}

export function optionsInvalid(names: readonly string[]): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `Invalid options for group_by: ${names.join(', ')}`, {
    hint: 'It takes key and parents',
  })
}
