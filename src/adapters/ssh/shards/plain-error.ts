import { LongshoreError } from '../../../base/longshore-error.ts'
import type { PlainError } from './messages.ts'

export function plainError({ code, message, hint, at, ansible }: LongshoreError): PlainError {
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(at !== undefined && { at }),
    ...(ansible !== undefined && { ansible }),
  }
}

export function errorOf({ code, message, ...details }: PlainError): LongshoreError {
  return new LongshoreError(code, message, details)
}
