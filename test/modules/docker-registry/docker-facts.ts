import { Buffer } from 'node:buffer'
import type { DockerRegistryFacts } from '../../../src/modules/docker-registry/facts.ts'
import { parseUnitState } from '../../../src/modules/registry-utils/unit-state.ts'
import type { ConfigFile } from '../../../src/modules/registry-utils/config-file.ts'

const EXEC_START =
  '{ path=/usr/sbin/dockerd ; argv[]=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS ; ignore_errors=no ; start_time=[n/a] ; pid=1 ; code=(null) ; status=0/0 }'

/** As `systemctl show` said on the lab's hosts. */
export function unitText(
  unit: { readonly active?: string; readonly requires?: string; readonly options?: string } = {},
): string {
  return `LoadState=loaded
ActiveState=${unit.active ?? 'active'}
Result=success
InvocationID=0b2a573f3e8f43ac8f837edf3a9fc3ef
MainPID=2436
NRestarts=0
ExecStart=${EXEC_START}
Requires=docker.socket system.slice sysinit.target ${unit.requires ?? ''}
BindsTo=
ExecMainStartTimestampMonotonic=996564714
Clock=1795493317 1011.15

${unit.options === undefined ? '' : `DOCKER_OPTS="${unit.options}"\n`}`
}

export function fileWith(path: string, text: string | undefined, more: Partial<ConfigFile> = {}): ConfigFile {
  return {
    path,
    realPath: path,
    linkTarget: undefined,
    present:
      text === undefined
        ? undefined
        : { kind: 'file', mode: 0o640, uid: 0, gid: 7, modifiedAt: 1795492317, bytes: Buffer.from(text) },
    immutable: undefined,
    obstacle: undefined,
    availableKb: 1_000_000,
    existingFolder: path.slice(0, path.lastIndexOf('/')),
    ...more,
  }
}

export interface DockerHost {
  readonly text?: string
  readonly version?: string
  readonly file?: Partial<ConfigFile>
  readonly mirrors?: readonly string[]
  readonly liveRestore?: boolean
  readonly swarm?: boolean
  readonly facts?: Partial<DockerRegistryFacts>
}

/** A host of the lab: dockerd runs, nothing is configured. */
export function dockerFacts(host: DockerHost = {}): DockerRegistryFacts {
  const version = host.version ?? '28.5.2'
  return {
    file: fileWith('/etc/docker/daemon.json', host.text, host.file),
    markers: [],
    version,
    unit: parseUnitState(unitText()),
    info: {
      kind: 'running',
      version,
      effective: {
        mirrors: host.mirrors ?? [],
        insecure: [],
        liveRestore: host.liveRestore ?? false,
        debug: false,
        labels: [],
      },
      store: 'graphdriver',
      swarm: host.swarm ?? false,
    },
    containers: [],
    hubLogins: [],
    answers: [],
    ...host.facts,
  }
}
