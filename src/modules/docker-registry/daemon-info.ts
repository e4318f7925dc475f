import { ok } from '../../base/result.ts'
import { stdoutText, stderrText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { sharedShell } from '../../model/remote-command.ts'
import type { ImageStore } from '../../registry/docker/action-for.ts'
import { insecureWithoutBuiltIn, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { parseDockerVersion, type Version } from '../../registry/version.ts'
import { DOCKER_RUNS } from '../registry-utils/docker-runs.ts'
import { BOUNDED, CLIENT_SECONDS, TIMED_OUT } from '../registry-utils/poll-snippets.ts'

/** What the running daemon says, or why it says nothing. */
export type DaemonInfo =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | {
      readonly kind: 'running'
      readonly version: Version | undefined
      readonly effective: EffectiveConfig
      readonly store: ImageStore
      readonly swarm: boolean
    }

/**
 * Asks only a daemon that runs: the question itself would start one through docker.socket. Where that fails, `docker
 * version` has the reason on its last line; `docker info` of 20.10 only has a fault in its template.
 */
export function daemonInfo(): Fact<DaemonInfo> {
  return {
    name: 'docker info',
    command: { ...sharedShell(SCRIPT), tolerant: true },
    parse: (output) => {
      if (output.exitCode === STOPPED) return ok({ kind: 'stopped' })
      if (output.exitCode === TIMED_OUT) return ok({ kind: 'unreachable', reason: HUNG })
      return ok(parseInfo(stdoutText(output), stderrText(output)))
    },
  }
}

/**
 * Of the installed binary: it is what the next start runs. Undefined where there is none. Where it is the very file that the
 * dockerd runs which has just said its version, that is taken: the binary takes its time to say it again.
 */
export function dockerdVersion(): Fact<Version | undefined> {
  return {
    name: 'version of dockerd',
    command: { ...sharedShell(VERSION), tolerant: true },
    parse: (output) => ok(output.exitCode === 0 ? parseDockerVersion(stdoutText(output)) : undefined),
  }
}

const STOPPED = 3

const HUNG = `it did not answer within ${CLIENT_SECONDS} s`

const VERSION = `
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
is_running() {
  [ -n "\${docker_told-}" ] && [ -n "\${docker_pid-}" ] || return 1
  IFS=:
  for folder in $PATH; do
    [ -x "$folder/dockerd" ] || continue
    unset IFS
    [ "/proc/$docker_pid/exe" -ef "$folder/dockerd" ]
    return
  done
  unset IFS
  return 1
}
if is_running; then printf 'Docker version %s\\n' "$docker_told"; else dockerd --version; fi`

const SCRIPT = `${BOUNDED}${DOCKER_RUNS}
ask() {
  docker_told=
  docker_runs || return ${STOPPED}
  said=$(bounded docker info --format '{"version":{{json .ServerVersion}},"registry":{{json .RegistryConfig}},"liveRestore":{{json .LiveRestoreEnabled}},"debug":{{json .Debug}},"labels":{{json .Labels}},"swarm":{{json .Swarm.LocalNodeState}},"driver":{{json .DriverStatus}}}')
  code=$?
  case $said in *'"version":"'[0-9]*)
    docker_told=\${said#*'"version":"'}
    docker_told=\${docker_told%%'"'*}
  esac
  [ -z "$said" ] || printf '%s\\n' "$said"
  [ "$code" != 0 ] || return 0
  [ "$code" = ${TIMED_OUT} ] || bounded docker version --format '{{.Server.Version}}' >/dev/null
  return "$code"
}
ask`

interface RawInfo {
  readonly version?: string
  readonly registry?: {
    readonly Mirrors?: readonly string[] | null
    readonly InsecureRegistryCIDRs?: readonly string[] | null
    readonly IndexConfigs?: Readonly<Record<string, { readonly Secure?: boolean }>> | null
  } | null
  readonly liveRestore?: boolean
  readonly debug?: boolean
  readonly labels?: readonly string[] | null
  readonly swarm?: string
  readonly driver?: readonly (readonly string[])[] | null
}

function parseInfo(stdout: string, stderr: string): DaemonInfo {
  const raw = parsed(stdout.trim().split('\n').at(-1) ?? '')
  const registry = raw?.registry
  if (raw === undefined || registry === undefined || registry === null) {
    return { kind: 'unreachable', reason: lastLine(stderr) || 'docker info says nothing of a server' }
  }
  const hosts = Object.entries(registry.IndexConfigs ?? {}).flatMap(([name, index]) =>
    index.Secure === false ? [name] : [],
  )
  return {
    kind: 'running',
    version: parseDockerVersion(raw.version ?? ''),
    effective: {
      mirrors: registry.Mirrors ?? [],
      insecure: insecureWithoutBuiltIn([...(registry.InsecureRegistryCIDRs ?? []), ...hosts]),
      liveRestore: raw.liveRestore === true,
      debug: raw.debug === true,
      labels: raw.labels ?? [],
    },
    store: (raw.driver ?? []).some((entry) => entry[1] === 'io.containerd.snapshotter.v1')
      ? 'containerd'
      : 'graphdriver',
    swarm: !['', 'inactive', undefined].includes(raw.swarm),
  }
}

/** Without the request that it quotes. */
function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').replace(/: Get "[^"]*": .*$/, '')
}

function parsed(text: string): RawInfo | undefined {
  try {
    return JSON.parse(text) as RawInfo
  } catch {
    return undefined
  }
}
