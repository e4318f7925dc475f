import { LongshoreError } from '../base/longshore-error.ts'

/** The same, at the place of the task: so tells ansible-core of `when`. */
export function atTask(error: LongshoreError): LongshoreError {
  const { code, message, hint, at, ansible = { message }, cause } = error
  return new LongshoreError(code, message, {
    ...(hint !== undefined && { hint }),
    ...(at && { at }),
    cause,
    ansible: { ...ansible, at: 'task' },
  })
}
