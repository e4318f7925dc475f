import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import type { Attributes } from '../module-utils/attributes.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { nameUnreadable } from './errors.ts'

export interface TreeEntry extends Attributes {
  readonly path: string
  readonly kind: 'directory' | 'link' | 'other'
}

/**
 * Everything below a folder, the folder itself excluded; nothing where there is no folder. With `follow`, what symlinks
 * lead to as well, by the way through the symlink.
 */
export function treeFact(path: string, follow: boolean): Fact<readonly TreeEntry[]> {
  return {
    name: `everything below ${path}`,
    command: { ...shell(SCRIPT, path, follow ? 'follow' : ''), tolerant: true },
    parse: (output) => {
      if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(path, output))
      const lines = output.stdout.toString('utf8').split('\n').slice(0, -1)
      const entries = lines.map(parseEntry)
      const readable = entries.filter((entry) => entry !== undefined)
      return readable.length === entries.length ? ok(readable) : err(nameUnreadable(path))
    },
  }
}

const SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
[ -d "$p" ] || exit 0
find "$p/" -mindepth 1 -exec stat -c '%F|%a|%u|%g|%U|%G|%n' -- {} +
[ -z "$2" ] || find -L "$p/" -mindepth 1 ! -type l -exec stat -L -c '%F|%a|%u|%g|%U|%G|%n' -- {} + 2>/dev/null || :
`

function parseEntry(line: string): TreeEntry | undefined {
  const fields = /^([^|]+)\|([0-7]+)\|(\d+)\|(\d+)\|([^|]*)\|([^|]*)\|(\/.*)$/.exec(line)
  if (fields === null) return undefined
  const [, type, mode = '', uid, gid, owner = '', group = '', path = ''] = fields
  return {
    path: path.replace('//', '/'),
    kind: type === 'directory' ? 'directory' : type === 'symbolic link' ? 'link' : 'other',
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    owner,
    group,
  }
}
