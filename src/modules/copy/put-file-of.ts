import type { WantedAttributes } from '../module-utils/attributes.ts'
import type { PathState } from '../module-utils/path-state.ts'
import type { PutFile } from '../module-utils/put-file.ts'
import type { CopyFacts } from './facts.ts'
import type { PreparedCopy, SourceFile } from './prepare.ts'

export function putFileOf(
  { args, validate }: PreparedCopy,
  file: SourceFile,
  state: PathState,
  facts: CopyFacts,
): PutFile {
  return {
    state,
    content: file.content,
    wanted: { ...args, mode: args.mode === 'preserve' ? file.mode : args.mode },
    who: facts.who,
    follow: args.follow,
    backup: args.backup,
    validate,
  }
}

/** What folders that are made get. */
export function folderWanted({ args }: PreparedCopy): WantedAttributes {
  return { owner: args.owner, group: args.group, mode: args.directory_mode }
}
