import { variableUndefined } from '../errors.ts'
import { Undefined } from '../python/values.ts'
import { pythonRegex } from '../python/regex.ts'
import { LookupError, textTerms, type Lookup } from './lookup.ts'

const missing = (name: string) => new Undefined(`'${name}' is undefined`, { use: name })

export const variableLookups = {
  /** `lookup('env', 'HOME', default='/root')`. One that is not set is empty. */
  env: (call) =>
    textTerms(call).map((name) => call.host.env[name] ?? ('default' in call.options ? call.options.default : '')),
  /** Variables whose names are computed. */
  vars: (call) => {
    const values: unknown[] = []
    for (const name of textTerms(call)) {
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
    return textTerms(call).flatMap((pattern) => all.filter((name) => pythonRegex(pattern).test(name)))
  },
} satisfies Readonly<Record<string, Lookup>>
