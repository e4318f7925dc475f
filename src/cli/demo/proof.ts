import type { SandboxHost } from '../../sandbox/sandbox.ts'
import { DAEMON_JSON, FAILING_HOST, NEW_MIRROR, OLD_MIRROR } from './fleet.ts'

/** What one host shows when it is asked itself, after the run. */
export interface Proof {
  readonly host: string
  readonly docker: string
  readonly expected: 'new' | 'old'
  /** The file, byte for byte, against what was there before. */
  readonly file: 'as before' | 'changed'
  /** Mirrors that the running dockerd works with. */
  readonly live: readonly string[]
  /** Whether every container runs on since before the run. */
  readonly containers: 'ran on' | 'were stopped'
  readonly holds: boolean
}

export interface HostBefore {
  readonly file: Buffer
  readonly containers: string
}

export function stateOf(host: SandboxHost): HostBefore {
  const running = host.effective().containers.filter(({ state }) => state === 'running')
  return {
    file: host.read(DAEMON_JSON) ?? Buffer.alloc(0),
    containers: JSON.stringify(running.map(({ name, startedAt }) => [name, startedAt])),
  }
}

/** Asks every host: the failed one must be as it was, file and daemon, and every other one changed. */
export function proveOutcome(hosts: readonly SandboxHost[], before: ReadonlyMap<string, HostBefore>): readonly Proof[] {
  return hosts.map((host) => {
    const expected = host.name === FAILING_HOST ? 'old' : 'new'
    const [was, is] = [before.get(host.name), stateOf(host)]
    const file = was?.file.equals(is.file) === true
    const ranOn = was?.containers === is.containers
    const live = host.effective().docker?.mirrors ?? []
    const wanted = expected === 'old' ? OLD_MIRROR : NEW_MIRROR
    return {
      host: host.name,
      docker: host.spec.docker ?? '',
      expected,
      file: file ? 'as before' : 'changed',
      live,
      containers: ranOn ? 'ran on' : 'were stopped',
      holds: ranOn && file === (expected === 'old') && live.length === 1 && live[0] === `${wanted}/`,
    }
  })
}

export function proofText(proofs: readonly Proof[]): string {
  const rows = proofs.map(({ host, docker, file, live, containers, holds }) => [
    host,
    docker,
    file,
    live.join(' ') || '(none)',
    containers,
    holds ? 'yes' : 'NO',
  ])
  const table = [
    ['host', 'docker', 'daemon.json', 'mirror in use by dockerd', 'containers', 'as it should be'],
    ...rows,
  ]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()).join('\n')
}
