import { LongshoreError } from '../../base/longshore-error.ts'

/** In the words of Ansible (plugins/action/validate_argument_spec.py). */
export function validationFailed(problems: readonly string[]): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Validation of arguments failed:\n${problems.join('\n')}`, {
    hint: 'Give the role what its argument_specs ask for',
  })
}
