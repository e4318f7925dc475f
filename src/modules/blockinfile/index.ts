import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import type { EditFacts } from '../module-utils/edit-file.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { pathState } from '../module-utils/path-state.ts'
import { blockinfileArgs } from './args.ts'
import { planBlock, prepareBlock, type PreparedBlock } from './plan.ts'

/** Keeps a block of lines between two markers of a file of the host as the task says. */
export const blockinfile = defineModule({
  name: 'blockinfile',
  summary: 'Keep a block of lines between markers in a file, or keep it out',
  touches: 'files',
  args: blockinfileArgs,
  returns: { msg: 'What was done', backup_file: 'The copy of what was replaced, where backup is on' },
  aliases: { ...attributeAliases, dest: 'path', destfile: 'path', name: 'path', content: 'block' },
  prepare: prepareBlock,
  facts: blockFacts,
  plan: (prepared, facts) => planBlock(prepared, facts as unknown as EditFacts),
})

function blockFacts({ args }: PreparedBlock): Record<string, Fact<unknown>> {
  return {
    who: identity(args),
    file: pathState(args.path, { content: 'all', sha1: true }),
    ...flagFacts(args, [args.path]),
  }
}
