import * as z from 'zod'
import { argsObject } from '../arg-types.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ControllerContext, ControllerOutcome } from '../../model/controller-module.ts'
import type { Vars } from '../../model/vars.ts'
import { defineControllerModule } from '../define-module.ts'
import { argumentSpecs } from './argument-spec.ts'
import { validationFailed } from './errors.ts'
import { specProblems } from './spec-problems.ts'

const args = argsObject(() => ({
  argument_spec: argumentSpecs.describe('What the arguments may be, by name, as below `options` of `argument_specs`'),
  provided_arguments: z
    .record(z.string(), z.unknown(), { error: 'expected values by name' })
    .default({})
    .describe('Values that win over variables of these names'),
  validate_args_context: z.unknown().default({}).describe('Told in the result'),
}))

/** Checks variables against a specification. A role that has `argument_specs` begins with it. */
export const validateArgumentSpec = defineControllerModule({
  name: 'validate_argument_spec',
  summary: 'Check variables against an argument specification',
  args,
  returns: {
    argument_errors: 'What is wrong, one text each',
    argument_spec_data: 'The specification, where something is wrong',
    validate_args_context: 'As it was given',
  },
  run: (given, context) => Promise.resolve(validated(given, context)),
})

function validated(given: z.output<typeof args>, context: ControllerContext): ControllerOutcome {
  const { argument_spec: specs, provided_arguments: provided, validate_args_context: told } = given
  const values = { validate_args_context: told }
  const vars = variablesOf(Object.keys(specs), context)
  if (!vars.ok) return { changed: false, values, failed: vars.error }
  const problems = specProblems(specs, { ...vars.value, ...provided })
  if (problems.length === 0) return { changed: false, values: { ...values, msg: 'The arg spec validation passed' } }
  const failed = validationFailed(problems)
  return {
    changed: false,
    values: { ...values, msg: failed.message, argument_errors: problems, argument_spec_data: specs },
    failed,
  }
}

function variablesOf(names: readonly string[], context: ControllerContext): Result<Vars, LongshoreError> {
  const vars: Record<string, unknown> = {}
  for (const name of names) {
    const value = context.evaluate(name)
    if (value.ok) vars[name] = value.value
    else if (value.error.code !== 'VARIABLE_UNDEFINED') return err(value.error)
  }
  return ok(vars)
}
