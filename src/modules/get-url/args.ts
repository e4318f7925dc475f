import type * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { httpArgs, timeoutArg } from '../http-utils/http-args.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const getUrlArgs = argsObject(() => ({
  ...httpArgs(),
  dest: pathArg().describe(
    'The file on the host, or a folder that gets it under the name that the server or the URL gives',
  ),
  checksum: textArg()
    .default('')
    .describe('ALGORITHM:SUM, or ALGORITHM:URL of a list of sums; a file that has it already is not downloaded again'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  tmp_dest: pathArg().optional().describe('Folder on the host for the download; else $TMPDIR, else /tmp'),
  timeout: timeoutArg(10),
  ...attributeArgs(),
}))

export type GetUrlArgs = z.output<typeof getUrlArgs>
