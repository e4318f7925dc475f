import * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { ControllerOutcome } from '../../model/controller-module.ts'
import { isTruthWord } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'
import { invalidVariableName } from '../variable-name.ts'
import { dataNotMap, optionsInvalid } from './errors.ts'

const args = z
  .object({
    data: z.unknown().optional().describe('Names with their values'),
    per_host: z.unknown().optional().describe('Whether the values are of this host alone, not of the whole run'),
    aggregate: z
      .unknown()
      .optional()
      .describe('Whether a value goes to what the name has already, instead of replacing it. Default: true'),
  })
  .catchall(z.unknown())

/** Says values that go to the statistics of the run. */
export const setStats = defineControllerModule({
  name: 'set_stats',
  summary: 'Keep values for the statistics at the end of the run',
  args,
  anyArgs: true,
  returns: {
    ansible_stats: 'data, per_host and aggregate, as they count',
  },
  run: (given) => Promise.resolve(stats(given)),
})

/** What is wrong with the arguments is told when the task runs, as Ansible's action plugin does. */
function stats(given: Readonly<Record<string, unknown>>): ControllerOutcome {
  const { data, per_host: perHost, aggregate, ...others } = given
  const unknown = Object.keys(others)
  if (unknown.length > 0) return refused(optionsInvalid(unknown))
  const values = data ?? {}
  if (typeof values !== 'object' || Array.isArray(values)) return refused(dataNotMap())
  const invalid = invalidVariableName(Object.keys(values))
  if (invalid !== undefined) return refused(invalid)
  const told = { data: values, per_host: isTruthWord(perHost ?? false), aggregate: isTruthWord(aggregate ?? true) }
  return { changed: false, values: { ansible_stats: told } }
}

function refused(failed: LongshoreError): ControllerOutcome {
  return { changed: false, values: {}, failed }
}
