import * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const lineinfileArgs = argsObject(() => ({
  path: pathArg().describe('The file on the host'),
  state: z.enum(['present', 'absent']).default('present').describe('Whether the line has to be there'),
  line: textArg().optional().describe('The line; with backrefs it may hold \\1 and \\g<name>'),
  regexp: textArg().optional().describe('The line to replace or remove; the last that matches'),
  search_string: textArg().optional().describe('Text of the line to replace or remove, taken literally'),
  backrefs: boolArg()
    .default(false)
    .describe('Fill \\1 in line from the match; where nothing matches, nothing changes'),
  insertafter: textArg().optional().describe('Where a new line goes: after the last match of this, or EOF'),
  insertbefore: textArg().optional().describe('Where a new line goes: before the last match of this, or BOF'),
  firstmatch: boolArg().default(false).describe('The first match counts, not the last'),
  create: boolArg().default(false).describe('Make the file where it does not exist'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
  ...attributeArgs(),
}))
