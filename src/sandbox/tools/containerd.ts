import { gte } from 'semver'

import { dumpContainerdConfig } from '../daemons/containerd.ts'
import { CONTAINERD_TOML, type Machine } from '../daemons/machine.ts'
import { parseArgs } from './parse-args.ts'
import { failed, notSimulated, printed, type ToolOutput } from './tool-output.ts'

export function containerd(machine: Machine, args: readonly string[]): ToolOutput {
  const version = machine.spec.containerd ?? ''
  const parsed = parseArgs(args, ['--config', '-c', '--log-level', '-l', '--root', '--state', '--address', '-a'])
  if (parsed.has('--version', '-v')) return printed(`containerd github.com/containerd/containerd ${version} sandbox`)
  const [command, verb] = parsed.words
  if (command !== 'config') return notSimulated(`containerd ${args.join(' ')}`)
  const path = parsed.value('--config', '-c') ?? CONTAINERD_TOML
  if (verb === 'dump' || verb === 'default') {
    const bytes = verb === 'dump' ? machine.deps.readFile(path) : new Uint8Array()
    const text = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
    const dump = dumpContainerdConfig(text, machine.containerdVersion, path)
    return dump.ok ? printed(dump.value) : failed(1, dump.message)
  }
  return notSimulated(`containerd config ${verb ?? ''}`)
}

export function ctr(machine: Machine, args: readonly string[]): ToolOutput {
  const parsed = parseArgs(args, ['-n', '--namespace', '-a', '--address', '--timeout', '--connect-timeout'])
  const [command, verb, ...filters] = parsed.words
  const version = machine.spec.containerd ?? ''
  const client = `Client:\n  Version:  ${version}\n  Revision: sandbox\n  Go version: go1.24.4\n`
  if (parsed.has('--version', '-v')) return printed(`ctr github.com/containerd/containerd ${version}`)
  if (machine.containerdState === undefined) {
    const dead = 'ctr: failed to dial "/run/containerd/containerd.sock": context deadline exceeded'
    return failed(1, dead, command === 'version' ? client : '')
  }
  if (command === 'version') {
    return printed(
      `${client}\nServer:\n  Version:  ${version}\n  Revision: sandbox\n  UUID: 0c0ffee0-0000-4000-8000-000000000000`,
    )
  }
  if (command !== 'plugins' && command !== 'plugin') return notSimulated(`ctr ${args.join(' ')}`)
  if (verb !== 'ls' && verb !== 'list') return notSimulated(`ctr plugins ${verb ?? ''}`)
  return parsed.has('-d', '--detailed') ? pluginDetails(machine) : pluginList(machine, filters)
}

function pluginList(machine: Machine, filters: readonly string[]): ToolOutput {
  const cri = machine.containerdState?.cri.ok === true ? 'ok' : 'error'
  const modern = gte(machine.containerdVersion, '2.0.0')
  const rows = [
    ['io.containerd.snapshotter.v1', 'btrfs', 'linux/amd64', 'skip'],
    ['io.containerd.snapshotter.v1', 'overlayfs', 'linux/amd64', 'ok'],
    ['io.containerd.content.v1', 'content', '-', 'ok'],
    ['io.containerd.metadata.v1', 'bolt', '-', 'ok'],
    ['io.containerd.service.v1', 'images-service', '-', 'ok'],
    ['io.containerd.grpc.v1', 'images', '-', 'ok'],
    ['io.containerd.grpc.v1', 'version', '-', 'ok'],
    ...(modern ? [['io.containerd.cri.v1', 'images', '-', cri]] : []),
    ...(modern ? [['io.containerd.cri.v1', 'runtime', 'linux/amd64', 'ok']] : []),
    ['io.containerd.grpc.v1', 'cri', modern ? '-' : 'linux/amd64', cri],
  ]
  const id = filters.map((filter) => /^id==(.+)$/.exec(filter)?.[1]).find((value) => value !== undefined)
  const shown = rows.filter((row) => id === undefined || row[1] === id)
  return printed([['TYPE', 'ID', 'PLATFORMS', 'STATUS'], ...shown].map(columns).join('\n'))
}

function columns(row: readonly string[]): string {
  const [type = '', id = '', platforms = '', status = ''] = row
  return `${type.padEnd(39)}${id.padEnd(25)}${platforms.padEnd(15)}${status.padEnd(10)}`
}

function pluginDetails(machine: Machine): ToolOutput {
  const cri = machine.containerdState?.cri
  const head = 'Type:          io.containerd.grpc.v1\nID:            cri\nPlatforms:     linux/amd64\n'
  if (cri === undefined || cri.ok) return printed(head)
  return printed(
    `${head}Error:        \n               Code:        Unknown\n               Message:     ${cri.message}\n`,
  )
}
