import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { pathState } from '../module-utils/path-state.ts'
import { lineinfileArgs } from './args.ts'
import { planEdit, prepareEdit, type EditFacts, type PreparedEdit } from './plan.ts'

/** Keeps one line of a file of the host as the task says. */
export const lineinfile = defineModule({
  name: 'lineinfile',
  summary: 'Keep one line in a file, or keep it out',
  touches: 'files',
  args: lineinfileArgs,
  returns: {
    msg: 'What was done',
    backup: 'The copy of what was replaced, where backup is on',
    found: 'state: absent: how many lines were taken out',
  },
  aliases: { ...attributeAliases, dest: 'path', destfile: 'path', name: 'path', value: 'line', regex: 'regexp' },
  prepare: prepareEdit,
  facts: editFacts,
  plan: (prepared, facts) => planEdit(prepared, facts as unknown as EditFacts),
})

function editFacts({ args }: PreparedEdit): Record<string, Fact<unknown>> {
  return {
    who: identity(args),
    file: pathState(args.path, { content: 'all', sha1: true }),
    ...flagFacts(args, [args.path]),
  }
}
