import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The words that start this program: those of its launcher, where it was built, and node and its file where it was not. */
export function programWords(file: string, node: string): readonly string[] {
  const launcher = join(dirname(file), 'longshore')
  return basename(file) === 'main.js' && existsSync(launcher) ? [launcher] : [node, file]
}
