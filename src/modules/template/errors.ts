import { LongshoreError } from '../../base/longshore-error.ts'

export function preserveUnsupported(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'template: mode: preserve is not supported yet', {
    hint: 'Write the permission bits, such as "0644"',
  })
}
