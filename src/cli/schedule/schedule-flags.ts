import type { Schedule } from '../../model/schedule/schedule.ts'
import type { RunFlags } from '../run-flags.ts'

/** The run that a schedule asks for, as the command line would. */
export function flagsOf({ inventory, limit }: Schedule, output?: string): RunFlags {
  return {
    verbose: 0,
    ...(inventory.length > 0 && { inventory }),
    ...(limit.length > 0 && { limit }),
    ...(output === undefined ? {} : { output }),
  }
}
