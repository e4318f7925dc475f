import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { folderCopy } from '../module-utils/folder-copy.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { parentOf, pathState } from '../module-utils/path-state.ts'
import { fileArgs, type FileArgs } from './args.ts'
import { planFile, type FileFacts } from './plan.ts'
import { treeFact } from './tree-fact.ts'

/** Makes, removes or links a path of the host, and sets its attributes. */
export const file = defineModule({
  name: 'file',
  summary: 'Make, remove or link a path of the host, and set its mode and owner',
  touches: 'files',
  args: fileArgs,
  returns: {
    path: 'The path',
    dest: 'The path, for a link',
    state: 'What is there now: file, directory, link, hard or absent',
    mode: 'Permission bits, as octal text',
    owner: 'Name of the owner',
    group: 'Name of the group',
    uid: 'Number of the owner',
    gid: 'Number of the group',
    size: 'Size in bytes',
  },
  aliases: { ...attributeAliases, dest: 'path', name: 'path' },
  facts: fileFacts,
  plan: (args, facts, { checkMode }) => planFile(args, facts as unknown as FileFacts, checkMode),
})

function fileFacts(args: FileArgs): Record<string, Fact<unknown>> {
  const inside = pathInside(args)
  return {
    who: identity(args),
    state: pathState(args.path, {
      ...(keepsContent(args) ? { content: 'all' as const } : {}),
      ...(args.state === 'hard' && args.src !== undefined ? { sameFileAs: args.src } : {}),
    }),
    ...(inside === undefined
      ? {}
      : { inside: pathState(inside, { content: 'all', ...(args.src === undefined ? {} : { sameFileAs: args.src }) }) }),
    ...(args.src === undefined || args.src === '' ? {} : { source: pathState(sourcePath(args, args.src)) }),
    ...(args.state === 'absent'
      ? { folder: folderCopy(args.path) }
      : flagFacts(args, inside === undefined ? [args.path] : [args.path, inside], args.recurse)),
    ...(args.recurse ? { tree: treeFact(args.path, args.follow) } : {}),
  }
}

/** A hard link to be made at a folder goes into it, under the name of its source. */
function pathInside({ state, src, path }: FileArgs): string | undefined {
  const name = state === 'hard' ? src?.split('/').at(-1) : undefined
  return name === undefined || name === '' ? undefined : `${path.replace(/\/+$/, '')}/${name}`
}

/** What is removed or replaced has to come back when undone. */
function keepsContent(args: FileArgs): boolean {
  return args.state === 'absent' || args.state === 'link' || args.state === 'hard'
}

/** A symlink's text counts from the folder that the link is in. */
function sourcePath(args: FileArgs, src: string): string {
  return args.state === 'hard' || src.startsWith('/') || src.startsWith('~') ? src : `${parentOf(args.path)}/${src}`
}
