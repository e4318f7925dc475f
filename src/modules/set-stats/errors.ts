import { LongshoreError } from '../../base/longshore-error.ts'

/** In the words of Ansible (plugins/action/set_stats.py). */
export function dataNotMap(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', "The 'data' option needs to be a dictionary/hash", {
    hint: 'Write names with their values below data:',
  })
}

export function optionsInvalid(names: readonly string[]): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `Invalid options for set_stats: ${names.join(',')}`, {
    hint: 'It takes data, per_host and aggregate',
  })
}
