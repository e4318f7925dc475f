import * as z from 'zod'
import { argsObject, boolArg, pathArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { statFact } from './stat-fact.ts'

const args = argsObject(() => ({
  path: pathArg().describe('The path on the host'),
  follow: boolArg().default(false).describe('Follow a symlink at the path'),
  get_checksum: boolArg().default(true).describe('Also the checksum of a regular file'),
  checksum_algorithm: z
    .enum(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])
    .default('sha1')
    .describe('The algorithm of the checksum'),
  get_attributes: boolArg().default(true).describe('Also the attributes that lsattr knows'),
  get_md5: boolArg().default(false).describe('Taken for playbooks that have it'),
  get_mime: boolArg()
    .default(true)
    .describe('Also the MIME type and the character set, as the program file guesses them'),
}))

/** What is at a path of the host. */
export const stat = defineModule({
  name: 'stat',
  summary: 'Look at a path of the host',
  touches: 'nothing',
  args,
  returns: {
    stat: 'exists, and where something is there: path, isreg, isdir, islnk, mode, uid, gid, pw_name, gr_name, size, mtime, checksum, mimetype, charset, attributes and others of Ansible',
  },
  aliases: {
    dest: 'path',
    name: 'path',
    checksum: 'checksum_algorithm',
    checksum_algo: 'checksum_algorithm',
    attr: 'get_attributes',
    attributes: 'get_attributes',
    mime: 'get_mime',
    mime_type: 'get_mime',
    'mime-type': 'get_mime',
  },
  facts: (given) => ({ stat: statFact(given) }),
  plan: (_args, facts) => ({ kind: 'in-desired-state', values: { stat: facts.stat } }),
})
