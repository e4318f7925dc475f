import * as z from 'zod'
import { argsObject, intArg, textArg, textListArg } from '../arg-types.ts'

export const configRestoreArgs = argsObject(() => ({
  at: textArg()
    .default('latest')
    .describe('Which backup: latest, a date (its end, in UTC), a time, an age such as 2d, a version or a run'),
  paths: textListArg()
    .pipe(
      z.array(
        z.string().startsWith('/', { error: 'expected absolute paths, where * and ? stand for parts of a name' }),
      ),
    )
    .default([])
    .describe('These files and folders alone. Default: everything but what packages of the host bring'),
  apply: z
    .enum(['auto', 'restart', 'stage'])
    .default('auto')
    .describe(
      'auto: daemons are reloaded or restarted where that is needed, unless it would end containers for good. restart: also then. stage: files only',
    ),
  verify_timeout: intArg().default(60).describe('Seconds that each daemon has to come back'),
}))

export type ConfigRestoreArgs = z.output<typeof configRestoreArgs>
