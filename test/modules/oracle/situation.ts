import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OracleCase } from './cases.ts'

/** The controller's files that cases name as `FILES/...`. */
export function makeControllerFiles(folder: string): void {
  mkdirSync(join(folder, 'tree/sub/empty'), { recursive: true })
  const files = {
    'one.txt': 'one\n',
    'tree/a': 'a\n',
    'tree/sub/b': 'b\n',
    'run.sh': '#!/bin/sh\n',
    't.j2': 'x={{ 1 + 1 }}\n',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  chmodSync(join(folder, 'run.sh'), 0o751)
}

export function prepareFolder(folder: string, { before }: OracleCase): void {
  mkdirSync(folder, { recursive: true })
  if (before !== undefined) execFileSync('sh', ['-c', `umask 022; ${before}`], { cwd: folder })
}

/** Arguments with the placeholders replaced. */
export function argsFor(oracleCase: OracleCase, folder: string, files: string): Record<string, unknown> {
  const text = JSON.stringify(oracleCase.args).replaceAll('DIR/', `${folder}/`).replaceAll('FILES/', `${files}/`)
  return JSON.parse(text) as Record<string, unknown>
}

/** Every path below a folder, with kind, mode, owner and content: what two runs have to leave alike. */
export function snapshot(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return paths.map((path) => {
    const full = join(folder, path)
    const { mode, uid, gid, nlink } = lstatSync(full)
    const kind = (mode & 0o170000) === 0o120000 ? 'link' : (mode & 0o170000) === 0o040000 ? 'folder' : 'file'
    const permissions = `${(mode & 0o7777).toString(8)} ${uid}:${gid}`
    if (kind === 'link') return `${path} -> ${readlinkSync(full).replaceAll(folder, 'DIR')}`
    if (kind === 'folder') return `${path}/ ${permissions}`
    return `${path} ${permissions} x${nlink} ${JSON.stringify(readFileSync(full, 'latin1'))}`
  })
}

/** Values that say something about the outcome, and not about the moment or the way. */
const COMPARED = new Set(
  'checksum md5sum dest path state mode owner group uid gid size msg found rc exit_status src content encoding source stat elapsed match_groups search_regex'.split(
    ' ',
  ),
)
const MOMENTS = new Set(
  'atime ctime mtime inode dev blocks block_size version attr_flags attributes mimetype charset'.split(' '),
)

export function comparedValues(
  values: Readonly<Record<string, unknown>>,
  folder: string,
  files: string,
): Record<string, unknown> {
  const isLink = values['state'] === 'link'
  const kept = Object.entries(values).filter(([name]) => COMPARED.has(name) && !(isLink && name === 'size'))
  const text = JSON.stringify(Object.fromEntries(kept), (name, value: unknown) =>
    MOMENTS.has(name) ? undefined : value,
  )
  const ownTemporary = /[^"]*\/\.ansible\/tmp\/[^"]*/g
  return JSON.parse(
    text.replaceAll(folder, 'DIR').replaceAll(files, 'FILES').replaceAll(ownTemporary, 'ANSIBLE_TEMPORARY'),
  ) as Record<string, unknown>
}
