import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fixtureCases } from '../fixture-cases.ts'
import type { InventoryCase } from './case.ts'
import { COMPUTED } from './cases/computed.ts'
import { FILES } from './cases/files.ts'
import { OUTPUTS } from './cases/outputs.ts'
import { PATTERNS } from './cases/patterns.ts'
import { SCRIPTS } from './cases/scripts.ts'
import { TOML } from './cases/toml.ts'

interface LaidCase extends InventoryCase {
  /** A folder that is copied. */
  readonly from?: string
}

/** The inventories of test/fixtures/inventories, and those that are written down here. */
export const CASES: readonly LaidCase[] = [
  ...fixtureCases().map(({ name, dir, sources, playbookDir }) => {
    const from = sources.flatMap((source) => ['-i', source.startsWith(dir) ? source.slice(dir.length + 1) : source])
    const play = playbookDir === undefined ? [] : ['--playbook-dir', 'play']
    const flags = [['--list'], ['--list', '--export'], ['--graph', '--vars'], ['--list', '--yaml', '--export']]
    return {
      name: `fixture ${name}`,
      files: {},
      from: dir,
      commands: flags.map((some) => ['ansible-inventory', ...from, ...play, ...some]),
    }
  }),
  ...[...FILES, ...SCRIPTS, ...COMPUTED, ...TOML, ...OUTPUTS, ...PATTERNS],
]

/** Writes the files of a case into a folder of its own. */
export function layOut({ files, from }: LaidCase, folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (from !== undefined && existsSync(from)) cpSync(from, folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { mode: text.startsWith('#!') && !name.endsWith('.plain') ? 0o755 : 0o644 })
  }
}

/** What a command line printed, without what differs from one machine to the next. */
export interface Answer {
  readonly command: readonly string[]
  readonly exitCode: number
  readonly stdout: string
}

/** By the name of the case. */
export type Answers = Readonly<Record<string, readonly Answer[]>>
