import type { Vars } from '../../model/vars.ts'
import { outputValues } from '../module-utils/run-output.ts'

/** Ansible's words for a command that did not have to run. */
export function notNeeded(path: string | undefined, state: string, verb = 'Did not'): Vars {
  return {
    rc: 0,
    msg: `${verb} run command since '${path ?? ''}' ${state}`,
    ...outputValues(`skipped, since ${path ?? ''} ${state}`, ''),
    start: null,
    end: null,
    delta: null,
  }
}
