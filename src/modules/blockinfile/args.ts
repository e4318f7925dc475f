import * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const blockinfileArgs = argsObject(() => ({
  path: pathArg().describe('The file on the host'),
  block: textArg().default('').describe('The lines between the markers; none take the block out'),
  state: z.enum(['present', 'absent']).default('present').describe('Whether the block has to be there'),
  marker: textArg()
    .default('# {mark} ANSIBLE MANAGED BLOCK')
    .describe('The lines around the block; {mark} stands for marker_begin and marker_end'),
  marker_begin: textArg().default('BEGIN').describe('What {mark} is in the line before'),
  marker_end: textArg().default('END').describe('What {mark} is in the line after'),
  insertafter: textArg().optional().describe('Where a new block goes: after the last line that matches this, or EOF'),
  insertbefore: textArg().optional().describe('Where a new block goes: before the last line that matches this, or BOF'),
  create: boolArg().default(false).describe('Make the file where it does not exist'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
  ...attributeArgs(),
}))

export type BlockinfileArgs = z.output<typeof blockinfileArgs>
