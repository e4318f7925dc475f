import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { linesOf } from './lines-of.ts'

export interface CertsFolder {
  readonly exists: boolean
  readonly names: readonly string[]
}

export function certsFolder(path: string): Fact<CertsFolder> {
  return {
    name: `what is in ${path}`,
    command: { ...shell(SCRIPT, path), tolerant: true },
    parse: (output) => ok({ exists: output.exitCode !== 44, names: linesOf(stdoutText(output)) }),
  }
}

const SCRIPT = `
[ -d "$1" ] || exit 44
for f in "$1"/*; do [ -e "$f" ] && printf '%s\\n' "\${f##*/}"; done
exit 0`
