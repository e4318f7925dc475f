import { ok } from '../../base/result.ts'
import { stderrText, stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { readDump, type RegistrySettings } from '../../registry/containerd/config-toml.ts'
import { hostDirectory } from '../../registry/containerd/host-directory.ts'
import { certsFolder } from '../registry-utils/certs-folder.ts'
import { configFile, type ConfigFile } from '../registry-utils/config-file.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import { mirrorAnswers } from '../registry-utils/mirror-probe.ts'
import { containerdVersion } from '../registry-utils/containerd-version.ts'
import { dockerLiveRestore } from '../registry-utils/docker-live-restore.ts'
import { runningContainers } from '../registry-utils/running-containers.ts'
import { unitState } from '../registry-utils/unit-state.ts'
import type { ContainerdRegistryArgs } from './args.ts'
import { CRI_STATE } from './scripts.ts'

export function containerdRegistryFacts(args: ContainerdRegistryArgs) {
  const hosts = Object.values(args.mirrors).flat()
  const origins = [...new Set(hosts.map(({ url }) => new URL(url).origin))]
  return Object.assign(hostsFiles(args), {
    config: configFile(args.config_file),
    version: containerdVersion(),
    dump: mergedSettings(args.config_file),
    unit: unitState('containerd.service'),
    cri: criRows(),
    folder: certsFolder(args.config_path),
    missingCa: missingFiles(hosts.flatMap(({ ca }) => ca)),
    docker: unitState('docker.service'),
    liveRestore: dockerLiveRestore(),
    containers: runningContainers(),
    answers: mirrorAnswers('containerd.service', args.probe_mirrors ? origins : []),
  })
}

export type ContainerdRegistryFacts = Gathered<ReturnType<typeof containerdRegistryFacts>>

export function hostsPath(args: ContainerdRegistryArgs, registry: string): string {
  return `${args.config_path.replace(/\/$/, '')}/${hostDirectory(registry)}/hosts.toml`
}

/** One fact for each registry that the task names, so that all come in the same round trip. */
function hostsFiles(args: ContainerdRegistryArgs): Readonly<Record<`hosts:${string}`, Fact<ConfigFile>>> {
  const registries = Object.keys(args.mirrors)
  return Object.fromEntries(
    registries.map((registry) => [`hosts:${registry}`, configFile(hostsPath(args, registry))] as const),
  )
}

export type MergedSettings =
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'read'; readonly settings: RegistrySettings }

/** The configuration with its imports, merged by the host's own containerd. */
export function mergedSettings(path: string): Fact<MergedSettings> {
  return {
    name: 'merged containerd configuration',
    command: { ...shell('[ -e "$1" ] || exit 44; containerd --config "$1" config dump', path), tolerant: true },
    parse: (output) => {
      if (output.exitCode === 44) return ok({ kind: 'absent' })
      const settings = output.exitCode === 0 ? readDump(stdoutText(output)) : undefined
      if (settings !== undefined) return ok({ kind: 'read', settings })
      return ok({ kind: 'refused', reason: stderrText(output).trim().split('\n').at(-1) ?? '' })
    },
  }
}

/** `type id status` of the CRI plugin's parts; none where containerd is down or has CRI disabled. */
function criRows(): Fact<readonly string[]> {
  return {
    name: 'state of the CRI plugin',
    command: { ...shell(CRI_STATE), tolerant: true },
    parse: (output) => ok(linesOf(stdoutText(output))),
  }
}

export function missingFiles(paths: readonly string[]): Fact<readonly string[]> {
  return {
    name: 'CA files',
    command: {
      ...shell('for f in "$@"; do [ -r "$f" ] || printf "%s\\n" "$f"; done; exit 0', ...paths),
      tolerant: true,
    },
    parse: (output) => ok(linesOf(stdoutText(output))),
  }
}
