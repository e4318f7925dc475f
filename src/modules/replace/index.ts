import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import type { EditFacts } from '../module-utils/edit-file.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { pathState } from '../module-utils/path-state.ts'
import { replaceArgs } from './args.ts'
import { planReplace, prepareReplace, type PreparedReplace } from './plan.ts'

/** Replaces every match of a regular expression in a file of the host. */
export const replace = defineModule({
  name: 'replace',
  summary: 'Replace every match of a regular expression in a file',
  touches: 'files',
  args: replaceArgs,
  returns: { msg: 'How many were replaced', backup_file: 'The copy of what was replaced, where backup is on' },
  aliases: { ...attributeAliases, dest: 'path', destfile: 'path', name: 'path' },
  prepare: prepareReplace,
  facts: replaceFacts,
  plan: (prepared, facts) => planReplace(prepared, facts as unknown as EditFacts),
})

function replaceFacts({ args }: PreparedReplace): Record<string, Fact<unknown>> {
  return {
    who: identity(args),
    file: pathState(args.path, { content: 'all', sha1: true }),
    ...flagFacts(args, [args.path]),
  }
}
