import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { BOUNDED } from './poll-snippets.ts'

/** Whether live-restore is in force in the running dockerd; false where none runs. */
export function dockerLiveRestore(): Fact<boolean> {
  return {
    name: 'live-restore of dockerd',
    command: { ...shell(SCRIPT), tolerant: true },
    parse: (output) => ok(stdoutText(output).trim() === 'true'),
  }
}

const SCRIPT = `${BOUNDED}
[ "$(systemctl is-active docker.service 2>/dev/null)" = active ] || exit 0
bounded docker info --format '{{.LiveRestoreEnabled}}' 2>/dev/null`
