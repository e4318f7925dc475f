import { LongshoreError } from '../../base/longshore-error.ts'

/** Both in the words of Ansible's action plugin. */
export function hostNotNamed(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'name, host or hostname needs to be provided', {
    hint: "Name the host, as in 'add_host: {name: web-03}'",
  })
}

export function groupsNotUsable(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'Groups must be specified as a list.', {
    hint: 'Write a list of names, or one text with commas between them',
  })
}
