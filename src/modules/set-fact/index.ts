import * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { Vars } from '../../model/vars.ts'
import { boolArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'
import { invalidVariableName } from '../variable-name.ts'

/** Takes any argument: each is a variable to keep for the host. */
const args = z
  .object({ cacheable: boolArg().default(false).describe('Also keep the variables as facts of the host') })
  .catchall(z.unknown())

/** Keeps variables for a host until the run ends. */
export const setFact = defineControllerModule({
  name: 'set_fact',
  summary: 'Keep variables for this host',
  args,
  returns: {
    ansible_facts: 'The variables that were set',
  },
  anyArgs: true,
  run: ({ cacheable, ...given }, { isNative }) => {
    const facts = isNative === true ? given : withTruths(given)
    const problem = problemWith(facts)
    if (problem !== undefined) return Promise.resolve({ changed: false, values: {}, failed: problem })
    return Promise.resolve({ changed: false, values: { ansible_facts: facts }, facts, cacheable })
  },
})

function withTruths(given: Vars): Vars {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, withTruth(value)]))
}

/** Ansible makes booleans of these words, and of no others. */
function withTruth(value: unknown): unknown {
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  if (word === 'yes' || word === 'true') return true
  return word === 'no' || word === 'false' ? false : value
}

/** In the words of Ansible (plugins/action/set_fact.py). */
function problemWith(facts: Readonly<Record<string, unknown>>): LongshoreError | undefined {
  const names = Object.keys(facts)
  if (names.length === 0) {
    const message = 'No key/value pairs provided, at least one is required for this action to succeed'
    return new LongshoreError('MODULE_ARGS_INVALID', message, { hint: 'Give at least one name with its value' })
  }
  return invalidVariableName(names)
}
