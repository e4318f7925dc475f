import { gte } from 'semver'

import type { DockerConfig } from '../daemons/dockerd.ts'
import type { Machine } from '../daemons/machine.ts'

/** `GET /info` as this version's client shows it (moby: api/types/system/info.go). */
export function dockerInfo(machine: Machine): Record<string, unknown> {
  const { config, containers } = machine
  if (config === undefined) return NO_SERVER_INFO
  const running = containers.filter((container) => container.state === 'running').length
  return {
    ID: `sandbox-${machine.spec.name}`,
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: 0,
    ContainersStopped: containers.length - running,
    Images: 1,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
    ],
    Debug: config.debug,
    SystemTime: machine.deps.clock.now().toISOString(),
    LoggingDriver: config.logDriver,
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    OperatingSystem: 'Longshore sandbox',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: registryConfig(config, machine.dockerVersion),
    NCPU: 2,
    MemTotal: 2_147_483_648,
    DockerRootDir: config.dataRoot,
    HttpProxy: maskCredentials(config.proxies['http-proxy'] ?? ''),
    HttpsProxy: maskCredentials(config.proxies['https-proxy'] ?? ''),
    NoProxy: config.proxies['no-proxy'] ?? '',
    Name: machine.spec.name,
    Labels: config.labels,
    ExperimentalBuild: false,
    ServerVersion: machine.spec.docker ?? '',
    DefaultRuntime: 'runc',
    Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '' },
    LiveRestoreEnabled: config.liveRestore,
    Isolation: '',
    InitBinary: 'docker-init',
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
    Warnings: null,
    ClientInfo: { Debug: false, Context: 'default', Plugins: [], Warnings: null },
  }
}

/** What a client of 23.0 and later fills in where no daemon answers. */
export const NO_SERVER_INFO: Record<string, unknown> = {
  ID: '',
  Containers: 0,
  ContainersRunning: 0,
  Images: 0,
  Driver: '',
  RegistryConfig: null,
  ServerVersion: '',
  LiveRestoreEnabled: false,
}

export function dockerVersionFacts(machine: Machine, up: boolean): Record<string, unknown> {
  const common = { Version: machine.spec.docker ?? '', Os: 'linux', Arch: 'amd64' }
  const server = {
    Platform: { Name: '' },
    Components: [{ Name: 'Engine', Version: machine.spec.docker ?? '' }],
    ...common,
  }
  return { Client: { ...common, Context: 'default' }, Server: up ? server : null }
}

/** Up to 20.10 an empty list of mirrors is `[]`, later it is null. Every mirror ends in a slash. */
function registryConfig(config: DockerConfig, version: string): Record<string, unknown> {
  const old = !gte(version, '23.0.0')
  const secure = { Name: 'docker.io', Mirrors: config.mirrors, Secure: true, Official: true }
  const insecure = config.insecureNames
    .filter((name) => name !== 'docker.io')
    .map((name) => [name, { Name: name, Mirrors: [], Secure: false, Official: false }] as const)
  const nondistributable = {
    AllowNondistributableArtifactsCIDRs: old ? [] : null,
    AllowNondistributableArtifactsHostnames: old ? [] : null,
  }
  return {
    ...(gte(version, '28.0.0') ? {} : nondistributable),
    InsecureRegistryCIDRs: config.insecureCidrs,
    IndexConfigs: { 'docker.io': secure, ...Object.fromEntries(insecure) },
    Mirrors: config.mirrors.length > 0 || old ? config.mirrors : null,
  }
}

function maskCredentials(url: string): string {
  return url.replace(/:\/\/[^@/]*@/, '://xxxxx:xxxxx@')
}
