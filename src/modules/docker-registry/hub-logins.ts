import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { sharedShell } from '../../model/remote-command.ts'

/**
 * The client configurations of this host's users that hold a login to Docker Hub, by path. Only whether the key is there
 * is asked: nothing of a credential leaves the host.
 */
export function hubLogins(): Fact<readonly string[]> {
  return {
    name: 'logins to Docker Hub',
    command: { ...sharedShell(SCRIPT), tolerant: true },
    parse: (output) =>
      ok(
        stdoutText(output)
          .split('\n')
          .filter((line) => line !== ''),
      ),
  }
}

const SCRIPT = `
for f in /root/.docker/config.json /home/*/.docker/config.json; do
  [ -f "$f" ] && grep -qF '"https://index.docker.io/v1/"' "$f" 2>/dev/null && printf '%s\\n' "$f"
done`
