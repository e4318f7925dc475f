import { ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'

/** MD5 of a file of the host, or undefined where there is none that can be read. */
export function md5Of(path: string): Fact<string | undefined> {
  return {
    name: `MD5 of ${path}`,
    command: { ...shell(SCRIPT, path), tolerant: true },
    parse: ({ stdout }) => ok(/^[0-9a-f]{32}/.exec(stdout.toString('latin1'))?.[0]),
  }
}

const SCRIPT = `
p=$1
case $p in '~/'*) p=$HOME/\${p#'~/'} ;; esac
[ ! -f "$p" ] || exec md5sum <"$p"
`
