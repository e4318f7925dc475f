import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { algorithmUnknown, checksumForm, checksumNotHex, checksumNotListed } from './errors.ts'

export const ALGORITHMS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const

export interface Checksum {
  readonly algorithm: string
  /** The sum, or the URL of a list that holds it. */
  readonly sum: string | undefined
  readonly listUrl: string | undefined
}

/** `ALGORITHM:SUM` or `ALGORITHM:URL`; undefined where none is asked for. */
export function parseChecksum(text: string, dest: string): Result<Checksum | undefined, LongshoreError> {
  if (text === '') return ok(undefined)
  const colon = text.indexOf(':')
  const algorithm = text.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  if (colon < 0) return err(checksumForm())
  if (!ALGORITHMS.some((known) => known === algorithm)) return err(algorithmUnknown(dest, algorithm, ALGORITHMS))
  const rest = text.slice(colon + 1).trim()
  if (/^(https?|ftp|file):\/\//i.test(rest)) return ok({ algorithm, sum: undefined, listUrl: rest })
  const sum = hexOf(rest)
  return sum === undefined ? err(checksumNotHex()) : ok({ algorithm, sum, listUrl: undefined })
}

/** The sum of a file in a list as sha256sum writes it, or in one that holds nothing but a sum. */
export function sumInList(list: string, name: string, url: string): Result<string, LongshoreError> {
  const lines = list.split(/\r?\n/).filter((line) => line.trim() !== '')
  const [only = ''] = lines
  const words = lines.map((line) => line.trim().split(/\s+/))
  const found =
    lines.length === 1 && words[0]?.length === 1
      ? only
      : words.find(([, file = '']) => file.replace(/^\*/, '').replace(/^\.\//, '') === name)?.[0]
  if (found === undefined) return err(checksumNotListed(name, url))
  const sum = hexOf(found)
  return sum === undefined ? err(checksumNotHex()) : ok(sum)
}

/** Whatever is no letter or digit is dropped, such as a zero-width space that came along. */
function hexOf(text: string): string | undefined {
  const sum = text.replace(/\W+/g, '').toLowerCase()
  return /^[0-9a-f]+$/.test(sum) ? sum : undefined
}
