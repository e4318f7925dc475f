import * as z from 'zod'
import { argsObject, boolArg, intArg, textArg, textListArg } from '../arg-types.ts'

export const findArgs = argsObject(() => ({
  paths: textListArg().describe('Folders of the host to look in'),
  patterns: textListArg()
    .default([])
    .describe('Globs of the base name, or with use_regex Python regular expressions that match from its start'),
  excludes: textListArg().optional().describe('Base names to leave out, as in patterns'),
  use_regex: boolArg().default(false).describe('patterns and excludes are regular expressions'),
  file_type: z.enum(['any', 'directory', 'file', 'link']).default('file').describe('What is looked for'),
  recurse: boolArg().default(false).describe('Also look in the folders below'),
  depth: intArg().optional().describe('With recurse: how many levels'),
  hidden: boolArg().default(false).describe('Also names that begin with a dot'),
  follow: boolArg().default(false).describe('With recurse: also into folders behind symlinks'),
  age: textArg().optional().describe('At least this old: seconds, or 5m, 3h, 2d, 1w; below 0: at most'),
  age_stamp: z.enum(['atime', 'ctime', 'mtime']).default('mtime').describe('The time that age is of'),
  size: textArg().optional().describe('At least this size: bytes, or 5k, 3m, 2g, 1t; below 0: at most'),
  contains: textArg()
    .optional()
    .describe('A regular expression that some line of the file matches from its start; of grep -P, else of grep -E'),
  read_whole_file: boolArg().default(false).describe('contains is looked for anywhere in the file as a whole'),
  get_checksum: boolArg().default(false).describe('Also the SHA-1 of each regular file'),
}))

export type FindArgs = z.output<typeof findArgs>
