import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { scan } from '../backup-utils/scan.ts'
import { containerdRegistryArgs } from '../containerd-registry/args.ts'
import { containerdRegistryFacts } from '../containerd-registry/facts.ts'
import { dockerRegistryArgs } from '../docker-registry/args.ts'
import { dockerRegistryFacts } from '../docker-registry/facts.ts'
import { systemStore } from '../registry-ca/facts.ts'
import { unitRuns } from '../registry-config/unit-runs.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import type { PreparedRestore } from './prepare.ts'

export const OTHER_UNITS = ['k3s', 'k3s-agent', 'rke2-server', 'rke2-agent', 'crio', 'buildkit', 'kubelet'] as const

/** Everything that the plan needs, in one round trip; what is put back may be large, but what is there has to fit. */
export function restoreSheets({ patterns, target, args }: PreparedRestore) {
  const { verify_timeout } = args
  return {
    docker: dockerRegistryFacts(dockerRegistryArgs.parse({ verify_timeout })),
    containerd: containerdRegistryFacts(containerdRegistryArgs.parse({ verify_timeout })),
    own: {
      files: scan(patterns),
      folders: existingFolders(parentsOf(target.entries.map(({ path }) => path))),
      units: unitRuns(OTHER_UNITS),
      systemStore: systemStore(),
    },
  }
}

export type RestoreSheets = ReturnType<typeof restoreSheets>
export type RestoreFacts = { readonly [K in keyof RestoreSheets]: Gathered<RestoreSheets[K]> }

/** Folders above, the outermost first. */
export function parentsOf(paths: readonly string[]): readonly string[] {
  const parents = new Set<string>()
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) parents.add(path.slice(0, at))
  }
  return [...parents].sort((a, b) => a.length - b.length)
}

function existingFolders(paths: readonly string[]): Fact<ReadonlySet<string>> {
  const script = 'for d in "$@"; do [ -d "$d" ] && printf "%s\\n" "$d"; done; exit 0'
  return {
    name: 'folders that are there',
    command: { ...shell(script, ...paths), tolerant: true },
    parse: (output) => ok(new Set(linesOf(stdoutText(output)))),
  }
}
