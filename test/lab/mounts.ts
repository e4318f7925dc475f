import { readFile } from 'node:fs/promises'
import { runOrThrow } from './run.ts'

interface Mount {
  readonly at: string
  readonly options: string
}

/** Unmounts everything at or below a path, innermost first. */
export async function unmountUnder(path: string): Promise<void> {
  for (const mount of (await mountsUnder(path)).toReversed()) await runOrThrow(['umount', mount.at])
}

/** What is mounted at or below a path, in the order in which it was mounted. */
export async function mountsUnder(path: string): Promise<readonly Mount[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  const mounts = lines.map((line) => ({ at: line.split(' ')[4] ?? '', options: line.split(' ').at(-1) ?? '' }))
  return mounts.filter(({ at }) => at === path || at.startsWith(`${path}/`))
}
