import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const INVENTORIES = join(import.meta.dirname, '../../fixtures/inventories')

export interface FixtureCase {
  readonly name: string
  readonly dir: string
  /** As given to `-i`: absolute paths, or lists of hosts. */
  readonly sources: readonly string[]
  /** The folder `play/` of the case, where it has one. */
  readonly playbookDir: string | undefined
}

/** One case a folder: its sources are those of sources.json, else the one entry that is called hosts or inv. */
export function fixtureCases(): readonly FixtureCase[] {
  return readdirSync(INVENTORIES)
    .sort()
    .map((name) => {
      const dir = join(INVENTORIES, name)
      const playbookDir = join(dir, 'play')
      return { name, dir, sources: sourcesIn(dir), playbookDir: existsSync(playbookDir) ? playbookDir : undefined }
    })
}

function sourcesIn(dir: string): readonly string[] {
  const listed = join(dir, 'sources.json')
  const names = existsSync(listed)
    ? (JSON.parse(readFileSync(listed, 'utf8')) as string[])
    : readdirSync(dir).filter((name) => /^(?:hosts(?:\.\w+)?|inv)$/.test(name))
  return names.map((name) => (name.includes(',') ? name : join(dir, name)))
}
