import { relative } from 'node:path'

/** How errors name a file: relative to the working directory where it is below it. */
export function shownName(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') ? path : below
}
