import type * as z from 'zod'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

export const assembleArgs = argsObject(() => ({
  src: pathArg().describe('The folder of fragments: of the host, or of the controller with remote_src: false'),
  dest: pathArg().describe('The file on the host that they make'),
  ...attributeArgs(),
  remote_src: boolArg().default(true).describe('false: src is a folder of the controller'),
  delimiter: textArg().optional().describe('What stands between two fragments; a line of its own'),
  regexp: textArg().optional().describe('Only fragments in whose names this is found'),
  ignore_hidden: boolArg().default(false).describe('Leave fragments out whose names begin with a dot'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  decrypt: boolArg().default(true).describe('Open fragments of the controller that are encrypted'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
}))

export type AssembleArgs = z.output<typeof assembleArgs>
