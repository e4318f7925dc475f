import * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { ControllerContext } from '../../model/controller-module.ts'
import { argsObject, intArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = argsObject(() => ({
  msg: z.unknown().optional().describe('What to print'),
  var: z.unknown().optional().describe('An expression whose value is printed'),
  verbosity: intArg().default(0).describe('Print only from this number of -v on'),
}))

/** Prints a message or a value. */
export const debug = defineControllerModule({
  name: 'debug',
  isAction: true,
  summary: 'Print a message or the value of an expression',
  args,
  returns: {
    msg: 'The message, where msg is given or nothing is',
    '(the expression)': 'Its value, under the expression itself, where var is given',
  },
  untemplatedArgs: ['var'],
  run: ({ msg, var: written, verbosity }, context) => {
    if (msg !== undefined && written !== undefined) return done({ changed: false, values: {}, failed: bothGiven() })
    if (verbosity > context.verbosity) {
      return done({ changed: false, skipped: true, values: { skipped_reason: 'Verbosity threshold not met.' } })
    }
    if (written === undefined)
      return done({ changed: false, values: { msg: msg === undefined ? 'Hello world!' : msg } })
    const named = typeof written === 'string' ? context.render(written) : ok(written)
    if (!named.ok) return done({ changed: false, values: {}, failed: named.error })
    const expression = typeof named.value === 'string' ? named.value : JSON.stringify(named.value)
    const value = valueOf(expression, context)
    if (value.ok) return done({ changed: false, values: { [expression]: value.value } })
    if (value.error.code !== 'VARIABLE_UNDEFINED') return done({ changed: false, values: {}, failed: value.error })
    return done({ changed: false, values: { [expression]: notDefined(value.error, context) } })
  },
})

/** With `error_on_undefined_vars = False` a text with what is not there stays as it is: then the expression says why. */
function valueOf(expression: string, context: ControllerContext): Result<unknown, LongshoreError> {
  const text = `{{ ${expression} }}`
  const value = context.render(text)
  const found = value.ok && value.value === text ? context.evaluate(expression) : value
  return found.ok ? value : found
}

/** With -v the reason, too, as Ansible has it. */
function notDefined(error: LongshoreError, context: ControllerContext): string {
  const said = 'VARIABLE IS NOT DEFINED!'
  return context.verbosity > 0 ? `${said}: ${context.told(error)}` : said
}

function done<T>(outcome: T): Promise<T> {
  return Promise.resolve(outcome)
}

function bothGiven(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', "'msg' and 'var' are incompatible options", {
    hint: 'Keep one of the two',
  })
}
