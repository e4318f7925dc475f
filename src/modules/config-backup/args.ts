import * as z from 'zod'
import { argsObject, boolArg, intArg, textListArg } from '../arg-types.ts'

const ABSOLUTE = 'expected absolute paths on the host, where * and ? stand for parts of a name'

const patterns = () => textListArg().pipe(z.array(z.string().startsWith('/', { error: ABSOLUTE })))

export const configBackupArgs = argsObject(() => ({
  paths: patterns().default([]).describe('More files and folders to keep, as shell patterns. A folder is kept whole'),
  secret_paths: patterns()
    .default([])
    .describe('More of them that are secret: kept encrypted, or left out where nobody is named to encrypt them to'),
  keep_paths: boolArg().default(false).describe('Also what the newest backup of the host was told to keep'),
  max_size: intArg().default(67_108_864).describe('Most bytes of a host; one with more fails'),
}))

export type ConfigBackupArgs = z.output<typeof configBackupArgs>
