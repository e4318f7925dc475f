import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import { identity } from '../module-utils/identity.ts'
import { pathState } from '../module-utils/path-state.ts'
import { archiveState } from './archive-fact.ts'
import { unarchiveArgs } from './args.ts'
import { planUnarchive, type UnarchiveFacts } from './plan.ts'
import { prepareUnarchive, type PreparedUnarchive } from './prepare.ts'

/** Unpacks an archive in a folder of the host. */
export const unarchive = defineModule({
  name: 'unarchive',
  summary: 'Unpack an archive (tar, tar.gz, tar.bz2, tar.xz, tar.zst, zip) in a folder of the host',
  foreground: true,
  args: unarchiveArgs,
  wordsOfMissing: () => 'src (or content) and dest are required',
  returns: {
    src: 'The archive',
    dest: 'The folder',
    handler: 'What unpacks it: TgzArchive, ZipArchive, or TarArchive',
    files: 'Names of the members, where list_files is on',
    mode: 'Permission bits of the folder; also owner, group, uid, gid, size and state',
  },
  prepare: prepareUnarchive,
  facts: unarchiveFacts,
  plan: (prepared, facts) => planUnarchive(prepared, facts as unknown as UnarchiveFacts),
})

function unarchiveFacts(prepared: PreparedUnarchive): Record<string, Fact<unknown>> {
  const { args } = prepared
  return {
    who: identity(args),
    dest: pathState(args.dest),
    ...(args.creates === undefined ? {} : { creates: pathState(args.creates) }),
    archive: archiveState(prepared),
  }
}
