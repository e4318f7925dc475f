import { environmentUndefined, variableUndefined } from '../errors.ts'
import { Passed } from '../python/errors.ts'
import { pythonStr } from '../python/text.ts'
import { typeName, Undefined } from '../python/values.ts'
import { pythonRegex } from '../python/regex.ts'
import { flattened, LookupError, textTerms, type Lookup, type LookupCall } from './lookup.ts'

const missing = (name: string) => new Undefined(`No variable found with this name: ${name}`, { use: name })

export const variableLookups = {
  /** `lookup('env', 'HOME', default='/root')`. One that is not set is empty, or undefined with `default=Undefined`. */
  env: (call) =>
    textTerms(call).map((term) => {
      const name = term.trim().split(/\s/)[0] ?? ''
      const found = call.host.env[name] ?? ('default' in call.options ? call.options.default : '')
      if (found instanceof Undefined) throw new Passed(environmentUndefined(name))
      return found
    }),
  /** Variables whose names are computed. */
  vars: (call) => {
    const values: unknown[] = []
    for (const name of identifiers(call, 'its')) {
      const found = call.scope.get(name)
      if (!found.ok && !(found.error.code === 'VARIABLE_UNDEFINED' && 'default' in call.options)) return found.error
      if (found.ok && found.value !== undefined) values.push(found.value)
      else if ('default' in call.options) values.push(call.options.default)
      else return variableUndefined(missing(name), { text: `lookup('vars', '${name}')`, at: 0 })
    }
    return values
  },
  /** Names of variables that match a regular expression. */
  varnames: (call) => {
    const names = call.scope.names?.()
    if (names === undefined) throw new LookupError('the names of variables cannot be listed here')
    const all = [...names]
    return identifiers(call, 'it is').flatMap((pattern) => {
      const regex = searched(pattern)
      return all.filter((name) => name.search(regex) >= 0)
    })
  },
} satisfies Readonly<Record<string, Lookup>>

function identifiers(call: LookupCall, itIs: string): readonly string[] {
  return flattened(call.terms).map((term) => {
    if (typeof term === 'string') return term
    const type = typeName(term)
    throw new LookupError(
      `Invalid setting identifier, "${pythonStr(term)}" is not a string, ${itIs} a <class '${type}'>`,
    )
  })
}

function searched(pattern: string): RegExp {
  try {
    return pythonRegex(pattern)
  } catch (error) {
    throw new LookupError(`Unable to use "${pattern}" as a search parameter: ${(error as Error).message}`)
  }
}
