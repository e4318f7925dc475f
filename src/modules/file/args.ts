import * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const fileArgs = argsObject(() => ({
  path: pathArg().describe('The path on the host'),
  state: z
    .enum(['absent', 'directory', 'file', 'hard', 'link', 'touch'])
    .optional()
    .describe('What has to be there; without it, what is there keeps its kind'),
  src: textArg().optional().describe('What a link points to'),
  ...attributeArgs(),
  recurse: boolArg().default(false).describe('Also set the attributes of everything below a folder'),
  force: boolArg()
    .default(false)
    .describe('Make a link even where its target does not exist or a file is in its place'),
  follow: boolArg().default(true).describe('Set the attributes of what a symlink points to'),
  modification_time: textArg().optional().describe('`now`, `preserve`, or a time of the host'),
  modification_time_format: textArg().default('%Y%m%d%H%M.%S').describe('How modification_time is written (strptime)'),
  access_time: textArg().optional().describe('`now`, `preserve`, or a time of the host'),
  access_time_format: textArg().default('%Y%m%d%H%M.%S').describe('How access_time is written (strptime)'),
}))

export type FileArgs = z.output<typeof fileArgs>
