import * as z from 'zod'
import { argsObject, boolArg, intArg, pathArg, textListArg } from '../arg-types.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

const words = () => textListArg().default([])

export const unarchiveArgs = argsObject(() => ({
  src: pathArg().describe('The archive: a file of the controller, or of the host with remote_src'),
  dest: pathArg().describe('The folder of the host that it is unpacked in; it has to be there'),
  ...attributeArgs(),
  attributes: z
    .undefined({ error: 'unarchive does not set these: file does, afterwards' })
    .optional()
    .describe('Not taken: file sets them afterwards'),
  remote_src: boolArg().default(false).describe('src is a file of the host'),
  copy: boolArg().default(true).describe('false is remote_src: true, as older playbooks have it'),
  creates: pathArg().optional().describe('A path of the host: where it is there, nothing is done'),
  exclude: words().describe('Members to leave out, as patterns'),
  include: words().describe('Only these members'),
  keep_newer: boolArg().default(false).describe('Leave files that are newer than those of the archive'),
  extra_opts: words().describe('More options for tar or unzip'),
  list_files: boolArg().default(false).describe('Return the names of the members'),
  decrypt: boolArg().default(true).describe('Open an archive of the controller that is encrypted'),
  validate_certs: boolArg().default(true).describe('Taken for playbooks that have it: addresses are not downloaded'),
  io_buffer_size: intArg().default(65_536).describe('Taken for playbooks that have it, and without effect'),
}))

export type UnarchiveArgs = z.output<typeof unarchiveArgs>
