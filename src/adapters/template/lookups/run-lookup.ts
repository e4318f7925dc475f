import { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { lookupFailed, noLookup } from '../errors.ts'
import { FilterError } from '../filters/filter.ts'
import { isSystemError } from '../python/errors.ts'
import { lookups } from './index.ts'
import { LookupError, LookupOptionError, type LookupCall } from './lookup.ts'
import { isLookup, shortLookupName } from './names.ts'

export interface LookupRequest extends LookupCall {
  readonly name: string
  /** `query` and `q` give a list in any case. */
  readonly asList: boolean
}

/**
 * Runs a lookup as Ansible does: one value is given as it is, several texts joined by commas, with `wantlist=True` the
 * list. With `errors='ignore'` or `'warn'` a failure gives nothing.
 */
export function runLookup(request: LookupRequest): Result<unknown, LongshoreError> {
  const { wantlist, errors, ...options } = request.options
  const asList = request.asList || wantlist === true
  const name = shortLookupName(request.name)
  if (!isLookup(name)) return err(noLookup(name))
  try {
    const found = lookups[name]({ ...request, options })
    if (found instanceof LongshoreError) return err(found)
    return ok(asList ? found : joined(found))
  } catch (error) {
    if (error instanceof LookupOptionError) return err(lookupFailed(name, error.message))
    if (!(error instanceof LookupError || error instanceof FilterError || isSystemError(error))) throw error
    if (errors === 'ignore' || errors === 'warn') return ok(asList ? [] : null)
    return err(failure(name, error))
  }
}

/** In the words of Ansible's `_lookup`, which scripts look for. */
function failure(name: string, error: Error): LongshoreError {
  const { isAlone = false, pythonClass, hint } = error instanceof LookupError ? error.details : {}
  if (isAlone) return lookupFailed(name, error.message, hint)
  const raised = pythonClass ?? (isSystemError(error) ? 'OSError' : 'ansible.errors.AnsibleError')
  const said = `Error was a <class '${raised}'>, original message: ${error.message}`
  const message = `An unhandled exception occurred while running the lookup plugin '${name}'. ${said}`
  return lookupFailed(name, message, hint, error.message)
}

function joined(found: readonly unknown[]): unknown {
  if (found.length === 0) return []
  if (found.every((item) => typeof item === 'string')) return found.join(',')
  return found.length === 1 ? found[0] : found
}
