import { err, ok, type Result } from '../../base/result.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { type ConfigFile, DESCRIBE, firstDescribed } from './config-file.ts'

/** Every file that one of the shell patterns matches, by path. Patterns hold no blanks. */
export function configFiles(...patterns: readonly string[]): Fact<ReadonlyMap<string, ConfigFile>> {
  return {
    name: `files ${patterns.join(' ')}`,
    command: { ...shell(SCRIPT, ...patterns), tolerant: true },
    parse: parseFiles,
  }
}

/** Of one that cannot be described only the name is told: it is there, and no file that can be replaced. */
const SCRIPT = `
describe() (${DESCRIBE}
)
for pattern in "$@"; do
  for f in $pattern; do
    [ -f "$f" ] || continue
    describe "$f" named
    case $? in
      0) ;;
      2) printf 'file %s\\n\\n\\n\\n\\n\\n\\n\\n' "$f" ;;
      *) exit 1 ;;
    esac
  done
done
exit 0`

function parseFiles(output: CommandOutput): Result<ReadonlyMap<string, ConfigFile>, LongshoreError> {
  const files = new Map<string, ConfigFile>()
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable('files', output))
  for (let left = output.stdout; left.length > 0;) {
    const first = firstDescribed(left)
    if (first === undefined) return err(factUnreadable('files', output))
    files.set(first.file.path, first.file)
    left = first.rest
  }
  return ok(files)
}
