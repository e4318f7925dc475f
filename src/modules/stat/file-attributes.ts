import type { Vars } from '../../model/vars.ts'

/** Names of lsattr's letters, as Ansible gives them (module_utils/common/file.py). */
const NAMES: Readonly<Record<string, string>> = {
  A: 'noatime',
  a: 'append',
  c: 'compressed',
  C: 'nocow',
  d: 'nodump',
  D: 'dirsync',
  e: 'extents',
  E: 'encrypted',
  h: 'blocksize',
  i: 'immutable',
  I: 'indexed',
  j: 'journalled',
  N: 'inline',
  s: 'zero',
  S: 'synchronous',
  t: 'notail',
  T: 'blockroot',
  u: 'undelete',
  X: 'compressedraw',
  Z: 'compresseddirty',
}

/** A line of `lsattr -vd`: version, flags, path. Where there is none, Ansible's values for "not known". */
export function fileAttributes(line: string): Vars {
  const [version = '', flags = ''] = line.trim().split(/\s+/)
  const letters = flags.replaceAll('-', '')
  return {
    version: version === '' ? null : version,
    attr_flags: letters,
    attributes: Array.from(letters).flatMap((letter) => NAMES[letter] ?? []),
  }
}

/** What `file --mime-type --mime-encoding` says, without the path: `text/plain; charset=us-ascii`. */
export function mimeType(line: string): Vars {
  const found = /^\s*([^;]+);\s*charset=(\S+)/.exec(line)
  return { mimetype: found?.[1]?.trim() ?? 'unknown', charset: found?.[2] ?? 'unknown' }
}
