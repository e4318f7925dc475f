import { z } from 'zod'
import { boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const fileArgs = z.strictObject({
  path: pathArg().describe('The path on the host'),
  state: z
    .enum(['file', 'directory', 'absent', 'touch', 'link', 'hard'], {
      error: 'expected file, directory, absent, touch, link or hard',
    })
    .optional()
    .describe('What has to be there; without it, what is there keeps its kind'),
  src: textArg().optional().describe('What a link points to'),
  ...attributeArgs,
  recurse: boolArg().default(false).describe('Also set the attributes of everything below a folder'),
  force: boolArg()
    .default(false)
    .describe('Make a link even where its target does not exist or a file is in its place'),
  follow: boolArg().default(true).describe('Set the attributes of what a symlink points to'),
  modification_time: textArg().optional().describe('touch: `now` or `preserve`'),
  access_time: textArg().optional().describe('touch: `now` or `preserve`'),
})

export type FileArgs = z.output<typeof fileArgs>
