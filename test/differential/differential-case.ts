import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { splitWords } from '../../src/base/shell-words.ts'

/** A playbook that both run: `cases/TOPIC/NAME.yml`, or `cases/TOPIC/NAME/play.yml` with the files beside it. */
export interface DifferentialCase {
  readonly topic: string
  /** `TOPIC/NAME`. */
  readonly name: string
  readonly path: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Every word is compared, those on stderr, too: `# words: compared`. */
  readonly comparesWords: boolean
}

/** What a run came to: its words, its exit code, and the files that it left in `out/`. */
export interface CaseOutcome {
  readonly stdout: string
  readonly exitCode: number | null
  /** Where the case compares it. */
  readonly stderr?: string
  /** By path below `out/`: octal mode and text. */
  readonly files: Readonly<Record<string, string>>
}

const CASES = join(import.meta.dirname, 'cases')

export const INVENTORY = join(import.meta.dirname, 'inventory.ini')

/** All cases, in the order of their names. */
export function differentialCases(): readonly DifferentialCase[] {
  return readdirSync(CASES)
    .sort()
    .flatMap((topic) =>
      readdirSync(join(CASES, topic))
        .sort()
        .map((entry) => readCase(topic, entry)),
    )
}

function readCase(topic: string, entry: string): DifferentialCase {
  const path = join(CASES, topic, entry)
  const playbook = statSync(path).isDirectory() ? join(path, 'play.yml') : path
  const header = readFileSync(playbook, 'utf8').split('\n')
  const words = (word: string) =>
    header.flatMap((line) => (line.startsWith(`# ${word}: `) ? wordsOf(line.slice(word.length + 4)) : []))
  return {
    topic,
    name: `${topic}/${basename(entry, '.yml')}`,
    path,
    args: words('args'),
    comparesWords: header.includes('# words: compared'),
    env: Object.fromEntries(words('env').map((word) => word.split(/=(.*)/s).slice(0, 2) as [string, string])),
  }
}

/** A copy of the case in a folder of its own, with an empty `out/`; the playbook is `play.yml` there. */
export function unpackCase(given: DifferentialCase): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'longshore-differential-')))
  if (statSync(given.path).isDirectory()) cpSync(given.path, folder, { recursive: true })
  else cpSync(given.path, join(folder, 'play.yml'))
  mkdirSync(join(folder, 'out'), { recursive: true })
  return folder
}

/** The words after the program's name. One host after the other, so that the order of the words is settled. */
export function commandLine({ args }: DifferentialCase, folder: string): readonly string[] {
  const own = ['inventory', 'inventory.ini', 'inventory.yml'].find((name) => existsSync(join(folder, name)))
  const inventory = args.includes('-i') ? [] : ['-i', own ?? INVENTORY]
  return [
    ...inventory,
    '-f',
    '1',
    ...args,
    ...(args.some((arg) => /^[^@].*\.yml$|^(?:\w+\.){2}\w+$/.test(arg)) ? [] : ['play.yml']),
  ]
}

export function filesIn(folder: string): Record<string, string> {
  const out = join(folder, 'out')
  return Object.fromEntries(
    readdirSync(out, { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => statSync(join(out, name)).isFile())
      .map((name) => [
        name,
        `${(statSync(join(out, name)).mode & 0o7777).toString(8)} ${readFileSync(join(out, name), 'utf8')}`,
      ]),
  )
}

function wordsOf(line: string): readonly string[] {
  const words = splitWords(line)
  if (!words.ok) throw new Error(`${line}: ${words.error}`)
  return words.value
}
