import { anyTextArg, boolArg, pathArg } from '../arg-types.ts'
import type { Run } from './run-plan.ts'

/** Arguments that `command` and `shell` share. */
export const runArgs = {
  chdir: pathArg().optional().describe('Working directory'),
  creates: pathArg().optional().describe('A path or glob: where it exists, nothing runs'),
  removes: pathArg().optional().describe('A path or glob: where it does not exist, nothing runs'),
  stdin: anyTextArg().describe('Text for the standard input of the command'),
  stdin_add_newline: boolArg().default(true).describe('End stdin with a newline'),
}

interface Given {
  readonly chdir?: string | undefined
  readonly creates?: string | undefined
  readonly removes?: string | undefined
  readonly stdin?: string | undefined
  readonly stdin_add_newline: boolean
  readonly strip_empty_ends?: boolean
}

export function runBase(given: Given): Omit<Run, 'what'> {
  return {
    chdir: given.chdir,
    creates: given.creates,
    removes: given.removes,
    stdin: given.stdin === undefined ? undefined : `${given.stdin}${given.stdin_add_newline ? '\n' : ''}`,
    stripEmptyEnds: given.strip_empty_ends ?? true,
  }
}
