import * as z from 'zod'
import { argsObject, boolArg, modeArg, pathArg, textArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'
import { pythonJson } from '../module-utils/python-json.ts'

const contentArg = () =>
  z.preprocess((value) => (typeof value === 'object' && value !== null ? pythonJson(value) : value), textArg())

export const copyArgs = argsObject(() => ({
  src: textArg()
    .optional()
    .describe('A file or folder of the controller; a folder that ends in / gives what is in it, not itself'),
  content: contentArg().optional().describe('The text of the file, instead of src; a map or list becomes JSON'),
  dest: pathArg().describe('Path on the host; one that ends in / is a folder'),
  ...attributeArgs(),
  directory_mode: modeArg().optional().describe('Permission bits of folders that are made'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  force: boolArg().default(true).describe('false: leave a file that is there as it is'),
  follow: boolArg().default(false).describe('Write through a symlink at dest instead of replacing it'),
  decrypt: boolArg().default(true).describe('Open files of the controller that are encrypted'),
  local_follow: boolArg()
    .optional()
    .describe('Follow symlinks in a folder: of the controller unless false, of the host (remote_src) only where true'),
  remote_src: boolArg().default(false).describe('src is a file or folder of the host'),
  checksum: textArg().optional().describe('SHA-1 that the content must have'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
}))

export type CopyArgs = z.output<typeof copyArgs>
