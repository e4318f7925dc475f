import { coerce } from 'semver'
import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { ROOTLESS_USERS } from './rootless/session.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import type { RuntimeName } from './runtime-names.ts'

export interface FoundRuntime {
  readonly name: RuntimeName
  /** Without what distributions add; undefined where it does not say. */
  readonly version: string | undefined
  /** Whose daemon it is, for a rootless one. */
  readonly user: string
}

/** The runtimes of a host other than systemd's own dockerd and containerd, which have facts of their own. */
export function runtimesFound(): Fact<readonly FoundRuntime[]> {
  return {
    name: 'container runtimes',
    command: { ...shell(SCRIPT), tolerant: true },
    parse: (output) => ok(linesOf(stdoutText(output)).map(parseLine)),
  }
}

/**
 * A rootless dockerd is one that a user with lingering sessions has a unit for (docker-docs engine/security/rootless).
 * BuildKit's own daemon only: the one inside dockerd follows dockerd.
 */
const SCRIPT = `${ROOTLESS_USERS}
PATH=$PATH:/usr/sbin:/sbin:/usr/local/bin:/usr/local/sbin:/opt/rke2/bin:/var/lib/rancher/rke2/bin
say() { command -v "$2" >/dev/null 2>&1 && printf '%s||%s\\n' "$1" "$("$2" --version 2>/dev/null | head -n 1)"; }
say k3s k3s
say rke2 rke2
say crio crio
say podman podman
say nerdctl nerdctl
say buildkit buildkitd
[ -d /var/snap/docker ] && echo 'docker-snap||'
say_rootless() { printf 'docker-rootless|%s|\\n' "$user"; }
each_rootless say_rootless
exit 0`

function parseLine(line: string): FoundRuntime {
  const [name = '', user = '', said = ''] = line.split('|')
  return { name: name as RuntimeName, user, version: coerce(/\bv?(\d+\.\d+\.\d+)/.exec(said)?.[1])?.version }
}
