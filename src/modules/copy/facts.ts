import type { Fact } from '../../model/fact.ts'
import { identity, type Identity } from '../module-utils/identity.ts'
import { flagFacts, type InodeFlags } from '../module-utils/inode-flags.ts'
import { pathState, type PathState, type PathStateOptions } from '../module-utils/path-state.ts'
import { namesBelow } from './names-below.ts'
import { treeSame } from './plan-remote-folder.ts'
import type { PreparedCopy, SourceFile } from './prepare.ts'

/** `inside:NAME` is the state of NAME below the destination. */
export interface CopyFacts {
  readonly who: Identity
  readonly dest: PathState
  readonly source?: PathState
  readonly flags?: InodeFlags
  /** Of a folder of the host: everything in it is there already. */
  readonly sameTree?: boolean
  readonly [inside: `inside:${string}`]: PathState
}

/** Where each file may go: to the destination, or below it where that is a folder. One round trip for all. */
export function copyFacts({ args, source }: PreparedCopy): Record<string, Fact<unknown>> {
  const dest = args.dest.replace(/(?<=.)\/+$/, '')
  const base = {
    who: identity(args),
    ...flagFacts(args, [dest, ...namesBelow(source).map((name) => `${dest}/${name}`)]),
  }
  const inside = (file: SourceFile) =>
    [`inside:${file.name}`, pathState(`${dest}/${file.name}`, unlessSame(file))] as const
  switch (source.kind) {
    case 'content':
      return { ...base, dest: pathState(dest, unlessSame(source.file)) }
    case 'file':
      return {
        ...base,
        dest: pathState(dest, unlessSame(source.file)),
        ...Object.fromEntries([inside(source.file)]),
      }
    case 'folder':
      return {
        ...base,
        dest: pathState(dest),
        ...Object.fromEntries(source.files.map(inside)),
        ...Object.fromEntries(
          source.links.map(({ name }) => [`inside:${name}`, pathState(`${dest}/${name}`, { content: 'all' })]),
        ),
        ...Object.fromEntries(
          [source.top ?? [], source.folders].flat().map((name) => [`inside:${name}`, pathState(`${dest}/${name}`)]),
        ),
      }
    case 'remote': {
      const name = source.path.slice(source.path.lastIndexOf('/') + 1)
      return {
        ...base,
        source: pathState(source.path, { content: 'small', sha1: true, md5: true }),
        sameTree: treeSame(source.path, name === '' ? dest : `${dest}/${name}`),
        dest: pathState(dest, { content: 'all', sha1: true }),
        [`inside:${name}`]: pathState(`${dest}/${name}`, { content: 'all', sha1: true }),
      }
    }
  }
}

function unlessSame({ sha1, content }: SourceFile): PathStateOptions {
  return { content: { unlessSha1: sha1, size: content.length } }
}
