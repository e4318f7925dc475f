import { defineModule } from '../define-module.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { copyArgs } from './args.ts'
import { copyFacts, type CopyFacts } from './facts.ts'
import { planCopy } from './plan.ts'
import { prepareCopy } from './prepare.ts'

/** Puts a file or folder of the controller, or a text, on the host. */
export const copy = defineModule({
  name: 'copy',
  summary: 'Put a file, a folder or a text on the host',
  touches: 'files',
  foreground: true,
  args: copyArgs,
  aliases: attributeAliases,
  wordsOfMissing: ({ src, content }) =>
    src === undefined && content === undefined ? 'src (or content) is required' : 'dest is required',
  returns: {
    src: 'Where it came from, as far as it has a name',
    dest: 'Where the file is',
    checksum: 'SHA-1 of the content',
    mode: 'Permission bits, as octal text',
    owner: 'Name of the owner',
    group: 'Name of the group',
    uid: 'Number of the owner',
    gid: 'Number of the group',
    size: 'Size in bytes',
    state: 'file, or directory',
    backup_file: 'The copy of what was replaced, where backup is on',
  },
  prepare: prepareCopy,
  facts: copyFacts,
  plan: (prepared, facts, { checkMode }) => planCopy(prepared, facts as unknown as CopyFacts, checkMode),
})
