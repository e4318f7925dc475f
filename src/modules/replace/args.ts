import * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const replaceArgs = argsObject(() => ({
  path: pathArg().describe('The file on the host'),
  regexp: textArg().describe('What is replaced: a Python regular expression in which ^ and $ stand for line ends'),
  replace: textArg().default('').describe('What it becomes; \\1 and \\g<name> are what the groups matched'),
  after: textArg().optional().describe('Only after what this matches; . matches line ends too'),
  before: textArg().optional().describe('Only before what this matches; . matches line ends too'),
  encoding: z.enum(['utf-8', 'latin-1', 'ascii']).default('utf-8').describe('How the file is written'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
  ...attributeArgs(),
}))

export type ReplaceArgs = z.output<typeof replaceArgs>
