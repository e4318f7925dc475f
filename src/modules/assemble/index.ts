import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { pathState } from '../module-utils/path-state.ts'
import { assembleArgs } from './args.ts'
import { fragmentsIn } from './fragments-fact.ts'
import { planAssemble, type AssembleFacts } from './plan.ts'
import { prepareAssemble, type PreparedAssemble } from './prepare.ts'

/** Makes one file of the files of a folder. */
export const assemble = defineModule({
  name: 'assemble',
  summary: 'Make one file on the host of the fragments in a folder',
  foreground: true,
  args: assembleArgs,
  aliases: attributeAliases,
  wordsOfMissing: () => 'src and dest are required',
  returns: {
    src: 'The folder of fragments',
    dest: 'The file that they make',
    checksum: 'SHA-1 of the content',
    md5sum: 'MD5 of the content',
    mode: 'Permission bits, as octal text',
    owner: 'Name of the owner',
    group: 'Name of the group',
    uid: 'Number of the owner',
    gid: 'Number of the group',
    size: 'Size in bytes',
    state: 'file',
    backup_file: 'The copy of what was replaced, where backup is on',
  },
  prepare: prepareAssemble,
  facts: assembleFacts,
  plan: (prepared, facts) => planAssemble(prepared, facts as unknown as AssembleFacts),
})

function assembleFacts({ args, own }: PreparedAssemble): Record<string, Fact<unknown>> {
  return {
    who: identity(args),
    dest: pathState(args.dest, { content: 'all', sha1: true }),
    ...flagFacts(args, [args.dest]),
    ...(own === undefined ? { fragments: fragmentsIn(args.src) } : {}),
  }
}
