import type { OracleCase } from '../oracle/cases.ts'

const TREE =
  "mkdir -p s/d/e o; echo one > s/a; echo two > s/d/b; echo 3 > 's/d/e/with space'; ln -s ../a s/d/l; chmod 640 s/a; touch -d '2020-01-02 03:04:06' s/a s/d/b s/d/e/*; touch -h -d '2020-01-02 03:04:06' s/d/l s/d/e s/d"
const PACK: Readonly<Record<string, string>> = {
  tar: 'tar -C s -cf x.tar a d',
  tgz: 'tar -C s -czf x.tgz a d',
  tbz: 'tar -C s -cjf x.tbz a d',
  txz: 'tar -C s -cJf x.txz a d',
  tzst: 'tar -C s --zstd -cf x.tzst a d',
  zip: '(cd s && zip -qryX ../x.zip a d)',
}
const before = (kind: string, more = ':') => `${TREE}; ${PACK[kind] ?? ''}; rm -r s; ${more}`

const c = (name: string, kind: string, args: OracleCase['args'] = {}, more?: string): OracleCase => ({
  name: `unarchive ${name}`,
  module: 'unarchive',
  args: { src: `DIR/x.${kind}`, dest: 'DIR/o', remote_src: true, ...args },
  before: before(kind, more),
})
const plain = (name: string, args: OracleCase['args'], text: string): OracleCase => ({
  name: `unarchive ${name}`,
  module: 'unarchive',
  args: { dest: 'DIR/o', remote_src: true, ...args },
  before: text,
})

export const UNARCHIVE_CASES: readonly OracleCase[] = [
  ...Object.keys(PACK).map((kind) => c(`a ${kind}`, kind)),
  ...Object.keys(PACK).map((kind) => c(`a ${kind} of the controller`, kind, { remote_src: false, list_files: true })),
  c('with its files listed', 'tgz', { list_files: true }),
  c('again', 'tgz', {}, 'tar -C o -xzf x.tgz'),
  c('a zip again', 'zip', {}, 'unzip -q -d o x.zip'),
  c('over a file that differs', 'tgz', {}, 'tar -C o -xzf x.tgz; echo other > o/a'),
  c('over a file of another mode', 'tgz', {}, 'tar -C o -xzf x.tgz; chmod 600 o/d/b'),
  c('beside what is there', 'tgz', {}, 'mkdir o/d; echo mine > o/d/mine; chmod 711 o/d'),
  c('over a newer file', 'tgz', { keep_newer: true }, 'mkdir o/d; echo newer > o/d/b'),
  c('with a mode', 'tgz', { mode: '0700' }),
  c('with a symbolic mode', 'tgz', { mode: 'u=rwX,g=rX,o=' }),
  c('with a mode that is there', 'tgz', { mode: '0700' }, 'tar -C o -xzf x.tgz; chmod 700 o/a o/d o/d/b o/d/e o/d/e/*'),
  c('with an owner', 'tgz', { owner: 'daemon', group: 'daemon' }),
  c('a zip with a mode and an owner', 'zip', { mode: '0750', owner: 'daemon' }),
  c('without what is excluded', 'tgz', { exclude: ['d/e'] }),
  c('with what is included', 'tgz', { include: ['d/b'], list_files: true }),
  c('a zip without what is excluded', 'zip', { exclude: ['d/b'] }),
  c('a zip with what is included', 'zip', { include: ['a'] }),
  c('without its outer folder', 'tgz', { extra_opts: ['--strip-components=1'], include: ['d'] }),
  c('where creates is there', 'tgz', { creates: 'DIR/o/a' }, 'echo mine > o/a'),
  c('where creates is not there', 'tgz', { creates: 'DIR/o/nope' }),
  c('into no folder', 'tgz', { dest: 'DIR/nope' }),
  c('into a file', 'tgz', { dest: 'DIR/f' }, 'echo x > f'),
  plain(
    'of a folder itself',
    { src: 'DIR/x.tar' },
    'mkdir -p s/d o; echo 1 > s/d/f; chmod 700 s; tar -C s --mtime=2020-01-02 -cf x.tar .',
  ),
  plain(
    'of absolute names',
    { src: 'DIR/x.tar' },
    'mkdir o; echo 1 > f; tar -P --mtime=2020-01-02 --transform "s,^,/deep/," -cf x.tar f',
  ),
  plain(
    'of hard links',
    { src: 'DIR/x.tar' },
    'mkdir o s; echo 1 > s/f; ln s/f s/g; tar -C s --mtime=2020-01-02 -cf x.tar f g; rm -r s',
  ),
]
