import { err, ok, type Result } from '../../base/result.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { DESCRIBE, parseConfigFile, type ConfigFile } from './config-file.ts'

/** Every file that one of the shell patterns matches, by path. Patterns hold no blanks. */
export function configFiles(...patterns: readonly string[]): Fact<ReadonlyMap<string, ConfigFile>> {
  return {
    name: `files ${patterns.join(' ')}`,
    command: { ...shell(SCRIPT, ...patterns), tolerant: true },
    parse: parseFiles,
  }
}

const SCRIPT = `
describe() (${DESCRIBE}
)
for pattern in "$@"; do
  for f in $pattern; do
    [ -f "$f" ] || continue
    size=$(describe "$f" | wc -c)
    printf '%s %s\\n' "$((size))" "$f"
    describe "$f"
  done
done
exit 0`

/** Each file is one line, \`SIZE PATH\`, and so many bytes. */
function parseFiles(output: CommandOutput): Result<ReadonlyMap<string, ConfigFile>, LongshoreError> {
  const files = new Map<string, ConfigFile>()
  const { stdout } = output
  if (output.truncated) return err(factUnreadable('files', output))
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(0x0a, at)
    const [, size = '', path = ''] = /^(\d+) (.*)$/.exec(stdout.toString('utf8', at, end)) ?? []
    if (end === -1 || path === '') return err(factUnreadable('files', output))
    at = end + 1 + Number(size)
    const file = parseConfigFile(path, { ...output, exitCode: 0, stdout: stdout.subarray(end + 1, at) })
    if (!file.ok) return file
    files.set(path, file.value)
  }
  return ok(files)
}
