import { hostname } from 'node:os'
import { git } from './git.ts'
import { commitObject, readCommit } from './commit-object.ts'
import { hostOf } from './host-folder.ts'
import { BRANCH, REMOTE_BRANCH, type Repo } from './repo.ts'

/**
 * Brings what another controller pushed together with what is here, folder by folder: a host's folder is whole from one
 * side or the other. Where both have backed up one host since they parted the newer backup is on top, and the other one
 * stays in the history. `known` is where the remote was before. Gives whether there was anything to bring together.
 */
export async function mergeRemote(repo: Repo, known: string | undefined): Promise<boolean> {
  const [ours, theirs] = [await repo.head(), await repo.head(REMOTE_BRANCH)]
  if (theirs === undefined || ours === theirs) return false
  if (ours === undefined) return moved(repo, undefined, theirs)
  if (known !== undefined && !(await isAncestor(repo, known, theirs))) return replay(repo, { known, ours, theirs })
  const base = await mergeBase(repo, ours, theirs)
  if (base === theirs) return false
  if (base === ours) return moved(repo, ours, theirs)
  const { tree, both } = await mergeTrees(repo, { base, ours, theirs })
  const time = `${Math.floor(repo.clock.now().getTime() / 1000)} +0000`
  const message = messageFor(both)
  const merge = await commitObject(repo, {
    tree,
    parents: [ours, theirs],
    by: `longshore@${hostname()}`,
    time,
    message,
  })
  return moved(repo, ours, merge)
}

interface Sides {
  readonly base: string | undefined
  readonly ours: string
  readonly theirs: string
}

/** Another controller has pruned the remote: what is new here goes on top of it, commit by commit. */
async function replay(repo: Repo, { known, ours, theirs }: { known: string; ours: string; theirs: string }) {
  const listing = await repo.text('backups cannot be read', [
    'rev-list',
    '--reverse',
    '--first-parent',
    `${known}..${ours}`,
  ])
  let parent = theirs
  for (const commit of listing.split('\n').filter((line) => line !== '')) {
    const { tree } = await mergeTrees(repo, { base: known, ours: commit, theirs })
    const { by, time, message } = await readCommit(repo, commit)
    parent = await commitObject(repo, { tree, parents: [parent], by, time, message })
  }
  return moved(repo, ours, parent)
}

async function mergeTrees(repo: Repo, { base, ours, theirs }: Sides) {
  const [was, here, there] = [await foldersAt(repo, base), await foldersAt(repo, ours), await foldersAt(repo, theirs)]
  const rows: string[] = []
  const both: string[] = []
  for (const name of [...new Set([...here.keys(), ...there.keys()])].sort()) {
    const [old, our, their] = [was.get(name), here.get(name), there.get(name)]
    let row = our === old ? their : our
    if (our !== old && their !== old && our !== their) {
      both.push(hostOf(name))
      const isNewer = (await changedAt(repo, ours, name)) >= (await changedAt(repo, theirs, name))
      row = isNewer ? (our ?? their) : (their ?? our)
    }
    if (row !== undefined) rows.push(`${row}\t${name}\0`)
  }
  const tree = await repo.text('two histories cannot be merged', ['mktree', '-z'], { input: rows.join('') })
  return { tree, both }
}

function messageFor(both: readonly string[]): string {
  const title = 'Merge the backups of another controller\n'
  if (both.length === 0) return title
  return `${title}\nBacked up by both, the newer one is on top: ${both.join(', ')}\n`
}

async function moved(repo: Repo, from: string | undefined, to: string): Promise<true> {
  const words = ['update-ref', BRANCH, to, from ?? '0'.repeat(40)]
  await repo.must('the backups of another controller cannot be taken in', words)
  return true
}

export async function isAncestor(repo: Repo, commit: string, of: string): Promise<boolean> {
  return (await git(repo.folder, ['merge-base', '--is-ancestor', commit, of])).code === 0
}

/** Undefined where two controllers began with a store of their own each. */
async function mergeBase(repo: Repo, ours: string, theirs: string): Promise<string | undefined> {
  const output = await git(repo.folder, ['merge-base', ours, theirs])
  return output.code === 0 ? output.stdout.toString('utf8').trim() : undefined
}

/** Top entries: name to `mode type id`. */
async function foldersAt(repo: Repo, commit: string | undefined): Promise<ReadonlyMap<string, string>> {
  if (commit === undefined) return new Map()
  const listing = await repo.must('a backup cannot be read', ['ls-tree', '-z', '--full-tree', commit])
  const rows = listing.toString('utf8').split('\0')
  return new Map(rows.flatMap((row) => (row === '' ? [] : [split(row)])))
}

function split(row: string): readonly [string, string] {
  const tab = row.indexOf('\t')
  return [row.slice(tab + 1), row.slice(0, tab)]
}

async function changedAt(repo: Repo, commit: string, folder: string): Promise<number> {
  return Number(await repo.text('a backup cannot be read', ['log', '-1', '--format=%ct', commit, '--', folder]))
}
