import { coerce, gte } from 'semver'

import type { Clock } from '../../ports/clock.ts'
import type { SandboxFault, SandboxHostSpec } from '../host-spec.ts'
import { startContainerd, type ContainerdState } from './containerd.ts'
import { restarted, startedContainers, stopped, type Container } from './containers.ts'
import { reloadAttributes } from './docker-events.ts'
import { reloadDockerd, startDockerd, type DockerConfig } from './dockerd.ts'
import { goLogLine, reloadLog } from './dockerd-log.ts'
import { Journal } from './journal.ts'
import { SystemdUnit, type JobResult } from './systemd-unit.ts'

export interface DockerEvent {
  readonly at: Date
  readonly action: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface MachineDeps {
  readonly clock: Clock
  /** Factor on how long daemons take to start, stop and come again: 1 is as on real hosts. */
  readonly pace: number
  readFile(path: string): Uint8Array | undefined
}

export const DAEMON_JSON = '/etc/docker/daemon.json'
export const CONTAINERD_TOML = '/etc/containerd/config.toml'

/** The services of one simulated host: what systemd, dockerd and containerd hold in memory. */
export class Machine {
  readonly spec: SandboxHostSpec
  readonly journal: Journal
  readonly deps: MachineDeps
  /** Plain x.y.z, for comparisons. */
  readonly dockerVersion: string
  readonly containerdVersion: string
  readonly events: DockerEvent[] = []
  readonly docker: SystemdUnit | undefined
  readonly containerd: SystemdUnit | undefined
  socket: 'active' | 'inactive' | 'failed' = 'active'
  config: DockerConfig | undefined
  containerdState: ContainerdState | undefined
  containers: readonly Container[]

  constructor(spec: SandboxHostSpec, deps: MachineDeps) {
    this.spec = spec
    this.deps = deps
    this.journal = new Journal(deps.clock)
    this.dockerVersion = coerce(spec.docker)?.version ?? '0.0.0'
    this.containerdVersion = coerce(spec.containerd)?.version ?? '0.0.0'
    this.containers = startedContainers(spec.containers ?? [], deps.clock.now())
    if (spec.docker !== undefined) this.docker = this.#dockerUnit()
    if (spec.containerd !== undefined) this.containerd = this.#containerdUnit()
  }

  async boot(): Promise<void> {
    const running = this.containers
    await this.containerd?.start()
    await this.docker?.start()
    this.containers = running
    this.docker?.resetFailed()
  }

  /** SIGHUP: returns at once; the daemon does it a little later. */
  reloadDocker(): void {
    void this.deps.clock.sleep(this.#ms(90)).then(() => this.#reload())
  }

  /** Up to 20.10 the unit says `Requires=containerd.service`, from 23.0 `Wants=` (moby: contrib/init/systemd). */
  get dockerNeedsContainerd(): boolean {
    return this.docker !== undefined && this.containerd !== undefined && !gte(this.dockerVersion, '23.0.0')
  }

  async restartContainerd(): Promise<JobResult> {
    const dragged = this.dockerNeedsContainerd && this.docker?.state === 'active' ? this.docker : undefined
    await dragged?.stop()
    const result = await this.containerd?.restart()
    if (result === 'done') await dragged?.start()
    return result ?? 'failed'
  }

  async stopContainerd(): Promise<JobResult> {
    if (this.dockerNeedsContainerd) await this.docker?.stop()
    return (await this.containerd?.stop()) ?? 'failed'
  }

  #dockerUnit(): SystemdUnit {
    const limitIsAResult = gte(this.dockerVersion, '28.0.0')
    return new SystemdUnit(
      {
        name: 'docker.service',
        description: 'Docker Application Container Engine',
        restartDelayMs: this.#ms(2000),
        startLimitBurst: 3,
        startLimitIntervalMs: 60_000,
        limitIsAResult,
      },
      {
        launch: () => this.#launchDocker(),
        halt: () => this.#haltDocker(),
        die: () => {
          this.config = undefined
        },
        limited: () => {
          this.socket = 'failed'
        },
      },
      this.deps.clock,
      (line) => this.journal.add('docker.service', 'systemd', line),
    )
  }

  #containerdUnit(): SystemdUnit {
    return new SystemdUnit(
      {
        name: 'containerd.service',
        description: 'containerd container runtime',
        restartDelayMs: this.#ms(5000),
        startLimitBurst: 5,
        startLimitIntervalMs: this.#ms(10_000),
        limitIsAResult: false,
      },
      {
        launch: () => this.#launchContainerd(),
        halt: () => {
          this.containerdState = undefined
          return this.deps.clock.sleep(this.#ms(100))
        },
        die: () => {
          this.containerdState = undefined
        },
      },
      this.deps.clock,
      (line) => this.journal.add('containerd.service', 'systemd', line),
    )
  }

  async #launchDocker(): Promise<string | undefined> {
    this.socket = 'active'
    if (this.containerd !== undefined && this.containerd.state === 'inactive') await this.containerd.start()
    const file = this.#daemonJson()
    const start =
      file === 'denied'
        ? { ok: false as const, message: DENIED }
        : startDockerd(file, this.dockerVersion, this.spec.dockerFlags)
    await this.#hang()
    const dying = this.#faults('dies-at-start').find((fault) => textOf(file).includes(fault.whileConfigHolds))
    if (!start.ok || dying !== undefined) {
      await this.deps.clock.sleep(this.#ms(300))
      const complaint = start.ok ? (dying?.saying ?? '') : start.message
      this.#log(complaint)
      return complaint
    }
    await this.deps.clock.sleep(this.#ms(900))
    for (const warning of start.value.warnings) this.#log(goLogLine(this.deps.clock.now(), 'warning', warning))
    this.config = start.value.config
    this.containers = restarted(this.containers, this.deps.clock.now())
    return undefined
  }

  async #haltDocker(): Promise<void> {
    const keeps = this.config?.liveRestore === true
    const running = this.containers.filter((container) => container.state === 'running')
    this.config = undefined
    if (keeps) this.containers = this.containers.map((container) => ({ ...container, kept: true }))
    else this.containers = stopped(this.containers)
    await this.deps.clock.sleep(this.#ms(!keeps && running.length > 0 ? 2000 : 100))
  }

  /** As long as it is told to; never where the host has lost its power meanwhile. */
  async #hang(): Promise<void> {
    while (this.#faults('hangs-at-start').length > 0) await this.deps.clock.sleep(20)
  }

  #reload(): void {
    if (this.config === undefined || this.#faults('ignores-reload').length > 0) return
    const now = this.deps.clock.now()
    const file = this.#daemonJson()
    const outcome =
      file === 'denied'
        ? { config: this.config, error: { during: 'reading' as const, message: DENIED }, warnings: [] }
        : reloadDockerd(this.config, file, this.dockerVersion, this.spec.dockerFlags)
    for (const line of reloadLog(outcome, this.dockerVersion, DAEMON_JSON, now)) this.#log(line)
    if (this.#faults('forgets-reload').length > 0) return
    this.config = outcome.config
    if (outcome.error !== undefined) return
    this.events.push({
      at: now,
      action: 'reload',
      attributes: reloadAttributes(this.config, this.dockerVersion, this.spec.name),
    })
  }

  async #launchContainerd(): Promise<string | undefined> {
    const bytes = this.deps.readFile(CONTAINERD_TOML)
    const start = startContainerd(bytes === undefined ? undefined : textOf(bytes), this.containerdVersion)
    await this.deps.clock.sleep(this.#ms(300))
    if (!start.ok) {
      this.journal.add('containerd.service', 'containerd', start.message)
      return start.message
    }
    this.containerdState = start.value
    if (!start.value.cri.ok) {
      const plugin = 'failed to load plugin io.containerd.grpc.v1.cri'
      const line = goLogLine(this.deps.clock.now(), 'warning', plugin, { error: start.value.cri.message })
      this.journal.add('containerd.service', 'containerd', line)
    }
    return undefined
  }

  #daemonJson(): Uint8Array | undefined | 'denied' {
    const file = this.deps.readFile(DAEMON_JSON)
    const denied = this.#faults('denies-config').some((fault) => textOf(file).includes(fault.whileConfigHolds))
    return denied ? 'denied' : file
  }

  #faults<K extends SandboxFault['kind']>(kind: K): readonly Extract<SandboxFault, { readonly kind: K }>[] {
    return (this.spec.faults ?? []).filter(
      (fault): fault is Extract<SandboxFault, { readonly kind: K }> => fault.kind === kind,
    )
  }

  #log(line: string): void {
    this.journal.add('docker.service', 'dockerd', line)
  }

  #ms(real: number): number {
    return real * this.deps.pace
  }
}

const DENIED = `unable to configure the Docker daemon with file ${DAEMON_JSON}: open ${DAEMON_JSON}: permission denied`

function textOf(file: Uint8Array | undefined | 'denied'): string {
  return file === undefined || file === 'denied' ? '' : Buffer.from(file).toString('utf8')
}
