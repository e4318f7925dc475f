import { ok, type Result } from '../../base/result.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { parseToml, samePath, type TomlDocument, type TomlTable } from '../../text-edit/toml-document.ts'
import { CAPABILITIES, type Capability, type MirrorHost } from './mirror-host.ts'

/** A hosts.toml as containerd reads it: its mirrors are the `[host."URL"]` table headers, in the order of the file. */
export interface HostsToml {
  readonly server: string | undefined
  readonly hosts: readonly MirrorHost[]
  /** What is written and has no effect: hosts as inline tables or dotted keys. */
  readonly ignored: readonly string[]
}

/** Source: containerd core/remotes/docker/config/hosts.go (`parseHostsFile`, `getSortedHosts`). */
export function readHostsToml(text: string): Result<HostsToml, TextProblem> {
  const document = parseToml(text)
  return document.ok ? ok(hostsOf(document.value)) : document
}

export function hostsOf({ root, tables }: TomlDocument): HostsToml {
  const server = root.find((key) => samePath(key.path, ['server']))?.value
  return {
    server: typeof server === 'string' ? server : undefined,
    hosts: tables.filter(isHostTable).map(hostOf),
    ignored: root.filter((key) => key.path[0] === 'host').map((key) => key.path.slice(0, 2).join(' ')),
  }
}

export function isHostTable(table: TomlTable): boolean {
  return table.kind === 'standard' && table.path.length === 2 && table.path[0] === 'host'
}

export function hostOf(table: TomlTable): MirrorHost {
  const own = new Map(table.keys.map((key) => [key.path.slice(2).join('.'), key.value]))
  const dialTimeout = own.get('dial_timeout')
  return {
    url: table.path[1] ?? '',
    capabilities: capabilitiesOf(own.get('capabilities')),
    skipVerify: own.get('skip_verify') === true,
    ca: textsOf(own.get('ca')),
    client: clientOf(own.get('client')),
    overridePath: own.get('override_path') === true,
    ...(typeof dialTimeout === 'string' && { dialTimeout }),
  }
}

/** Absent or empty means all. */
function capabilitiesOf(value: unknown): Capability[] {
  const texts = textsOf(value).map((text) => text.toLowerCase())
  return texts.length === 0 ? [...CAPABILITIES] : CAPABILITIES.filter((capability) => texts.includes(capability))
}

function clientOf(value: unknown): string[][] {
  if (typeof value === 'string') return [[value]]
  return Array.isArray(value) ? value.map((pair) => textsOf(pair)) : []
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
