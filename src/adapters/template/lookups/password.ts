import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pythonRandom } from '../filters/python-random.ts'
import { hashPassword, randomSalt } from '../filters/password-hash.ts'
import { pythonStr } from '../python/text.ts'
import { LookupError, inlineOptions, textOption, textTerms, type LookupCall } from './lookup.ts'
import { baseFolder } from './search-path.ts'

const OPTIONS = ['chars', 'encrypt', 'ident', 'length', 'seed']
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const SETS: Readonly<Record<string, string>> = {
  ascii_lowercase: LETTERS,
  ascii_uppercase: LETTERS.toUpperCase(),
  ascii_letters: LETTERS + LETTERS.toUpperCase(),
  digits: '0123456789',
  hexdigits: '0123456789abcdefABCDEF',
  octdigits: '01234567',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
}

/**
 * Ansible's `password`: the password in a file of the controller, made at the first use and kept there (mode 0600).
 * `/dev/null` as the file keeps nothing. Options stand in the term (`pw length=20 chars=digits`) or beside it.
 */
export function passwords(call: LookupCall): readonly string[] {
  return textTerms(call).map((term) => {
    const { text, named } = inlineOptions(term)
    const unknown = Object.keys(named).filter((name) => !OPTIONS.includes(name))
    if (unknown.length > 0)
      throw new LookupError(`Unrecognized parameter(s) given to password lookup: ${unknown.sort().join(', ')}`)
    const option = (name: string, fallback: string) => named[name] ?? textOption(call, name, fallback)
    const path = resolve(baseFolder(call), text.startsWith('~/') ? `${call.host.home}/${text.slice(2)}` : text)
    const scheme = option('encrypt', '')
    const stored = path !== '/dev/null' && existsSync(path) ? parseStored(call.host.readText(path)) : undefined
    const password =
      stored?.password ?? generate(wholeLength(option('length', '20')), alphabet(call, named.chars), option('seed', ''))
    const salt = scheme === '' ? undefined : (stored?.salt ?? randomSalt(/^md5/.test(scheme) ? 8 : 16))
    const known = stored !== undefined && (salt === undefined || stored.salt !== undefined)
    if (!known && path !== '/dev/null') store(path, salt === undefined ? password : `${password} salt=${salt}`)
    return salt === undefined ? password : hashPassword(password, scheme, { salt })
  })
}

function parseStored(content: string): { readonly password: string; readonly salt?: string } {
  const line = content.replace(/\n$/, '')
  const found = /^([^]*) salt=(\S+)$/.exec(line)
  return found === null ? { password: line } : { password: found[1] ?? '', salt: found[2] ?? '' }
}

function store(path: string, line: string): void {
  try {
    makeFolders(dirname(path))
    writeFileSync(path, `${line}\n`, { mode: 0o600, flag: 'w' })
  } catch (error) {
    throw new LookupError(`could not write ${path}: ${(error as Error).message}`)
  }
}

/** One by one: Node's own recursive way never ends below /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return
  makeFolders(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

function alphabet(call: LookupCall, inline: string | undefined): string {
  const given = inline ?? call.options.chars ?? ['ascii_letters', 'digits', '.,:-_']
  const parts = Array.isArray(given) ? given.map(String) : charSets(pythonStr(given))
  return parts
    .map((part) => SETS[part] ?? part)
    .join('')
    .replaceAll(/["']/g, '')
}

/** Separated by commas; two commas stand for one as a character, which comes first wherever they stand. */
function charSets(text: string): readonly string[] {
  const sets = text
    .replaceAll(',,', ',')
    .split(',')
    .filter((set) => set !== '')
  return text.includes(',,') ? [',', ...sets] : sets
}

function wholeLength(text: string): number {
  if (/^\s*[-+]?\d+\s*$/.test(text)) return Math.max(0, Number(text))
  throw new LookupError(`invalid literal for int() with base 10: '${text}'`, { pythonClass: 'ValueError' })
}

function generate(length: number, chars: string, seed: string): string {
  if (length > 0 && chars === '')
    throw new LookupError('Cannot choose from an empty sequence', { pythonClass: 'IndexError' })
  const seeded = seed === '' ? undefined : pythonRandom(seed)
  return Array.from({ length }, () => chars.charAt(seeded?.below(chars.length) ?? randomInt(chars.length))).join('')
}
