import type { Command, Option } from 'commander'
import { err, ok, type Result } from '../../base/result.ts'

/** Other names of options in the command lines of Ansible. */
const ALIASES: Readonly<Record<string, string>> = {
  '--ask-vault-password': '--ask-vault-pass',
  '--become-pass-file': '--become-password-file',
  '--conn-pass-file': '--connection-password-file',
  '--inventory-file': '--inventory',
  '--key-file': '--private-key',
  '--vault-pass-file': '--vault-password-file',
}

/**
 * A command line as Python's argparse understands it, in words that commander does too: beginnings of long options that
 * fit one only (`--list-h`), other names, and `-i=FILE`. The error tells of a beginning that fits several.
 */
export function canonicalArgv(argv: readonly string[], command: Command): Result<readonly string[], string> {
  const canonical: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--') return ok([...canonical, ...argv.slice(at)])
    const read = word.startsWith('--') ? longOption(word, command) : ok(shortOption(word, command))
    if (!read.ok) return read
    canonical.push(read.value.word)
    const value = argv[at + 1]
    if (read.value.wantsValue && value !== undefined) {
      canonical.push(value)
      at++
    }
  }
  return ok(canonical)
}

interface ReadOption {
  readonly word: string
  /** The next word is its value. */
  readonly wantsValue: boolean
}

function longOption(word: string, command: Command): Result<ReadOption, string> {
  const [given = '', ...rest] = word.split('=')
  const names = ['--help', ...command.options.flatMap(({ long }) => long ?? []), ...Object.keys(ALIASES)]
  const fitting = names.includes(given) ? [given] : names.filter((name) => name.startsWith(given))
  const found = [...new Set(fitting.map((name) => ALIASES[name] ?? name))]
  const [name = given, second] = found
  if (second !== undefined) return err(`ambiguous option: ${given} could match ${fitting.join(', ')}`)
  const option = command.options.find(({ long }) => long === name)
  return ok({ word: [name, ...rest].join('='), wantsValue: rest.length === 0 && option?.required === true })
}

/** One letter or several, of which the last may take what follows as its value. */
function shortOption(word: string, command: Command): ReadOption {
  if (!word.startsWith('-') || word === '-') return { word, wantsValue: false }
  for (const [index, letter] of Array.from(word.slice(1)).entries()) {
    const option = ofLetter(letter, command)
    if (option?.required !== true) continue
    const value = word.slice(index + 2)
    const joined = index === 0 && value.startsWith('=') ? `-${letter}${value.slice(1)}` : word
    return { word: joined, wantsValue: value === '' }
  }
  return { word, wantsValue: false }
}

function ofLetter(letter: string, command: Command): Option | undefined {
  return command.options.find(({ short }) => short === `-${letter}`)
}
