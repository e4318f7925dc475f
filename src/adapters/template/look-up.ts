import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'
import type { LookupHost } from './lookups/lookup.ts'
import { runLookup } from './lookups/run-lookup.ts'
import { allDefined } from './jinja/concat.ts'
import { nativeValue } from './native.ts'
import { PythonError } from './python/errors.ts'
import { pythonStr } from './python/text.ts'
import { Undefined, type CallArgs } from './python/values.ts'

interface LookUpReach {
  readonly scope: TemplateScope
  readonly host: LookupHost
  readonly templater: Templater
}

/** `lookup(name, terms..., options...)`; `query` and `q` ask for a list. */
export function lookUpWith({ scope, host, templater }: LookUpReach) {
  return ({ positional, named }: CallArgs, asList: boolean): Result<unknown, LongshoreError> => {
    const [name, ...terms] = positional.map((term) => nativeValue(allDefined(term)))
    if (name === undefined) throw new PythonError("lookup() missing 1 required positional argument: 'name'")
    if (scope.isTentative === true) throw new PythonError('nothing is looked up ahead of its time')
    const { default: fallback, ...others } = named
    const options = nativeValue(allDefined(others)) as Readonly<Record<string, unknown>>
    const mayBeUndefined = pythonStr(name).endsWith('env') && fallback instanceof Undefined
    return runLookup({
      name: pythonStr(name),
      asList,
      terms,
      options:
        'default' in named
          ? { ...options, default: mayBeUndefined ? fallback : nativeValue(allDefined(fallback)) }
          : options,
      scope,
      host,
      renderFile: (text, file, within, marks) => templater.renderFile(text, file, within, marks),
    })
  }
}
