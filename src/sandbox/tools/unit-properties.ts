import type { Machine } from '../daemons/machine.ts'
import type { SystemdUnit } from '../daemons/systemd-unit.ts'

const DOCKERD = '/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'

/** What `systemctl show` prints about a unit, as far as anything here asks for it. */
export function unitProperties(machine: Machine, name: string): Readonly<Record<string, string>> {
  if (name === 'docker.service' && machine.docker !== undefined) return dockerProperties(machine, machine.docker)
  if (name === 'containerd.service' && machine.containerd !== undefined) {
    return {
      ...shared(machine.containerd),
      ExecStart: execLine('/usr/bin/containerd', ['/usr/bin/containerd']),
      Requires: 'sysinit.target system.slice',
      Wants: '',
      RestartUSec: '5s',
      StartLimitBurst: '5',
      StartLimitIntervalUSec: '10s',
      CanReload: 'no',
    }
  }
  if (name === 'docker.socket' && machine.docker !== undefined) {
    const sub = machine.socket === 'active' ? (machine.config === undefined ? 'listening' : 'running') : machine.socket
    return {
      Id: name,
      Description: 'Docker Socket for the API',
      LoadState: 'loaded',
      ActiveState: machine.socket,
      SubState: machine.socket === 'inactive' ? 'dead' : sub,
      Result: machine.socket === 'failed' ? 'service-start-limit-hit' : 'success',
      UnitFileState: 'enabled',
    }
  }
  return {
    Id: name,
    Description: name,
    LoadState: 'not-found',
    ActiveState: 'inactive',
    SubState: 'dead',
    Result: 'success',
    NRestarts: '0',
    MainPID: '0',
    FragmentPath: '',
    DropInPaths: '',
    UnitFileState: '',
  }
}

export function unitFile(machine: Machine, name: string): string {
  const facts = unitProperties(machine, name)
  const start = name === 'docker.service' ? dockerCommand(machine) : '/usr/bin/containerd'
  const reload = facts['CanReload'] === 'yes' ? 'ExecReload=/bin/kill -s HUP $MAINPID\n' : ''
  return (
    `[Unit]\nDescription=${facts['Description'] ?? ''}\n` +
    `[Service]\nType=notify\nExecStart=${start}\n${reload}Restart=always\nKillMode=process\n`
  )
}

function dockerProperties(machine: Machine, unit: SystemdUnit): Readonly<Record<string, string>> {
  const needs = machine.dockerNeedsContainerd
  return {
    ...shared(unit),
    ExecStart: execLine('/usr/bin/dockerd', dockerCommand(machine).split(' ')),
    ExecReload: execLine('/bin/kill', ['/bin/kill', '-s', 'HUP', '$MAINPID']),
    EnvironmentFiles: '/etc/default/docker (ignore_errors=yes)',
    Requires: `sysinit.target docker.socket system.slice${needs ? ' containerd.service' : ''}`,
    Wants: `network-online.target${needs ? '' : ' containerd.service'}`,
    RestartUSec: '2s',
    StartLimitBurst: '3',
    StartLimitIntervalUSec: '1min',
    CanReload: 'yes',
  }
}

function dockerCommand(machine: Machine): string {
  const flags = Object.entries(machine.spec.dockerFlags ?? {}).flatMap(([key, values]) =>
    values.map((value) => `--${key.replace(/ies$/, 'y').replace(/s$/, '')}=${value}`),
  )
  return [DOCKERD, ...flags].join(' ')
}

function shared(unit: SystemdUnit): Readonly<Record<string, string>> {
  return {
    Id: unit.facts.name,
    Names: unit.facts.name,
    Description: unit.facts.description,
    Type: 'notify',
    LoadState: 'loaded',
    ActiveState: unit.state,
    SubState: unit.sub,
    Result: unit.result,
    NRestarts: String(unit.nRestarts),
    MainPID: String(unit.mainPid),
    ...(unit.invocation === '' ? {} : { InvocationID: unit.invocation }),
    ExecMainStartTimestampMonotonic: String(unit.startedAtMonotonic),
    ExecMainStatus: String(unit.exitStatus),
    Restart: 'always',
    BindsTo: '',
    Environment: '',
    FragmentPath: `/usr/lib/systemd/system/${unit.facts.name}`,
    DropInPaths: '',
    UnitFileState: 'enabled',
    UnitFilePreset: 'enabled',
    NeedDaemonReload: 'no',
    KillMode: 'process',
  }
}

function execLine(path: string, argv: readonly string[]): string {
  return `{ path=${path} ; argv[]=${argv.join(' ')} ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }`
}
