import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import type { Fragment } from './join-fragments.ts'

export type Fragments = 'missing' | 'no-folder' | readonly Fragment[]

/** The files of a folder of the host with their bytes; folders in it are passed over. */
export function fragmentsIn(folder: string): Fact<Fragments> {
  return {
    name: `fragments in ${folder}`,
    command: { ...shell(SCRIPT, folder), tolerant: true },
    parse: (output) => {
      if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(folder, output))
      return ok(parseFragments(output.stdout))
    },
  }
}

/** Each fragment as `bytes of its name, bytes of it`, a line end, its name and its bytes. */
const SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
[ -e "$p" ] || { echo missing; exit 0; }
[ -d "$p" ] || { echo no-folder; exit 0; }
echo folder
cd -- "$p" || exit 1
for f in .* *; do
  [ -f "$f" ] || continue
  size=$(wc -c <"$f") || exit 1
  printf '%d %d\\n%s' "$(printf %s "$f" | wc -c)" "$size" "$f"
  cat -- "./$f" || exit 1
done
`

function parseFragments(bytes: Buffer): Fragments {
  const kind = lineAt(bytes, 0)
  if (kind === 'missing' || kind === 'no-folder') return kind
  const fragments: Fragment[] = []
  let at = kind.length + 1
  while (at < bytes.length) {
    const head = lineAt(bytes, at)
    const [nameBytes = 0, size = 0] = head.split(' ').map(Number)
    const start = at + head.length + 1
    const name = bytes.toString('utf8', start, start + nameBytes)
    fragments.push({ name, content: bytes.subarray(start + nameBytes, start + nameBytes + size) })
    at = start + nameBytes + size
  }
  return fragments
}

function lineAt(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at, bytes.indexOf(0x0a, at))
}
