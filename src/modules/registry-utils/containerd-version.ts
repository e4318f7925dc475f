import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { parseContainerdVersion, type Version } from '../../registry/version.ts'

/** From the installed binary: it is what the next start runs. */
export function containerdVersion(): Fact<Version | undefined> {
  return {
    name: 'version of containerd',
    command: { ...shell('containerd --version'), tolerant: true },
    parse: (output) => ok(output.exitCode === 0 ? parseContainerdVersion(stdoutText(output)) : undefined),
  }
}
