import * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { ControllerContext, ControllerOutcome } from '../../model/controller-module.ts'
import { conditionWords } from '../../model/condition-words.ts'
import { argsObject, boolArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'
import { pythonClass } from '../python-class.ts'

const messageArg = (name: string) =>
  z.union([z.string(), z.array(z.string())], {
    error: ({ input }) => `Incorrect type for ${name}, expected a string or list and got ${pythonClass(input)}`,
  })
const condition = () =>
  z.union([z.string(), z.boolean(), z.number()], {
    error: 'expected a condition or a list of conditions',
  })

const args = argsObject(() => ({
  that: z
    .preprocess(
      (value) => (Array.isArray(value) || value === undefined ? value : [value]),
      z.array(condition(), { error: 'conditional required in "that" string' }),
    )
    .describe('Conditions that all have to hold'),
  fail_msg: messageArg('fail_msg or msg').optional().describe('What to say where one does not hold'),
  success_msg: messageArg('success_msg').optional().describe('What to say where all hold'),
  quiet: boolArg().default(false).describe('Say less'),
}))

type AssertArgs = z.output<typeof args>

/** Fails where a condition does not hold. */
export const assertModule = defineControllerModule({
  name: 'assert',
  isAction: true,
  wordsOfMissing: () => 'conditional required in "that" string',
  summary: 'Fail unless every condition holds',
  args,
  returns: {
    msg: 'success_msg or fail_msg',
    assertion: 'The condition that does not hold, where one does not',
    evaluated_to: 'false, where a condition does not hold',
  },
  aliases: { msg: 'fail_msg' },
  untemplatedArgs: ['that'],
  run: (given, context) => Promise.resolve({ ...judge(given, context), ...(given.quiet ? { quiet: true } : {}) }),
})

function judge(given: AssertArgs, context: ControllerContext): ControllerOutcome {
  for (const assertion of given.that) {
    const value = typeof assertion !== 'string' ? { ok: true as const, value: assertion } : context.evaluate(assertion)
    if (!value.ok)
      return { changed: false, values: {}, isUntried: true, failed: notEvaluated(String(assertion), value.error) }
    if (isTrue(value.value)) continue
    const msg = given.fail_msg ?? 'Assertion failed'
    return {
      changed: false,
      values: { assertion, evaluated_to: false, msg },
      failed: new LongshoreError('TASK_FAILED', textOf(msg), { hint: `This does not hold: ${assertion}` }),
    }
  }
  return { changed: false, values: { msg: given.success_msg ?? 'All assertions passed' } }
}

/** Jinja2's truth: empty text, list and map are false. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}

/** In the words of Ansible (playbook/conditional.py). */
function notEvaluated(assertion: string, error: LongshoreError): LongshoreError {
  const during = error.code === 'VARIABLE_UNDEFINED' ? `error while evaluating conditional (${assertion}): ` : ''
  const message = `The conditional check '${assertion}' failed. The error was: ${during}${error.message}`
  const ansible = conditionWords(assertion, error)
  return new LongshoreError(error.code, message, { ansible, ...(error.hint !== undefined && { hint: error.hint }) })
}

function textOf(msg: string | readonly string[]): string {
  return typeof msg === 'string' ? msg : msg.join('\n')
}
