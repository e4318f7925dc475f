import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { hostDirectory } from '../../registry/containerd/host-directory.ts'
import { mirrorHostFindings, type MirrorHost } from '../../registry/containerd/mirror-host.ts'
import { editHostsToml, renderHostsToml, type DesiredHosts } from '../../registry/containerd/write-hosts-toml.ts'
import type { Version } from '../../registry/version.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { managedElsewhere, wouldNotBeAccepted } from '../registry-utils/errors.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import type { ContainerdRegistryArgs } from './args.ts'
import { hostsTomlExists, textBroken } from './errors.ts'
import { hostsPath, type ContainerdRegistryFacts } from './facts.ts'

/** One hosts.toml that is written, or removed where `after` is undefined. */
export interface HostsChange {
  readonly registry: string
  readonly file: ConfigFile
  readonly before: string
  readonly after: string | undefined
}

export function hostsChanges(
  args: ContainerdRegistryArgs,
  facts: ContainerdRegistryFacts,
  converted: Readonly<Record<string, readonly MirrorHost[]>>,
  version: Version,
): Result<HostsChange[], LongshoreError> {
  const changes: HostsChange[] = []
  const own = Object.entries(args.mirrors)
  const inherited = Object.entries(converted).filter(([registry]) => !Object.hasOwn(args.mirrors, registry))
  for (const [registry, hosts] of [...own, ...inherited]) {
    const file = facts[`hosts:${registry}`] ?? absentFile(args, facts, registry)
    if (file === undefined) return err(hostsTomlExists(hostsPath(args, registry)))
    const fatal = hosts
      .flatMap((host) => mirrorHostFindings(host, version))
      .filter(({ severity }) => severity === 'fatal')
    if (fatal.length > 0)
      return err(
        wouldNotBeAccepted(
          `containerd ${version}`,
          fatal.map(({ message }) => message),
        ),
      )
    const change = changeOf(args, registry, file, hosts)
    if (!change.ok) return change
    if (change.value !== undefined) changes.push(change.value)
  }
  return ok(changes)
}

function changeOf(
  args: ContainerdRegistryArgs,
  registry: string,
  file: ConfigFile,
  hosts: readonly MirrorHost[],
): Result<HostsChange | undefined, LongshoreError> {
  const text = fileText(file)
  if (!text.ok) return text
  const after = afterOf(args, registry, file, text.value, hosts)
  if (!after.ok) return after
  if (after.value === (file.present === undefined ? undefined : text.value)) return ok(undefined)
  const owner = ownerComment(text.value)
  if (owner !== undefined && !args.take_over) return err(managedElsewhere(file.path, owner))
  const obstacle = fileObstacle(file, Buffer.byteLength(after.value ?? ''))
  return obstacle === undefined ? ok({ registry, file, before: text.value, after: after.value }) : err(obstacle)
}

function afterOf(
  args: ContainerdRegistryArgs,
  registry: string,
  file: ConfigFile,
  text: string,
  hosts: readonly MirrorHost[],
): Result<string | undefined, LongshoreError> {
  if (hosts.length === 0) return ok(undefined)
  const server = args.server[registry]
  const desired: DesiredHosts = { hosts, ...(server !== undefined && { server }) }
  if (text.trim() === '') return ok(renderHostsToml(desired))
  const edited = editHostsToml(text, desired)
  return edited.ok ? edited : err(textBroken(file.path, edited.error))
}

/** The place of a registry that only the conversion brought up; undefined where its folder is there already. */
function absentFile(
  args: ContainerdRegistryArgs,
  facts: ContainerdRegistryFacts,
  registry: string,
): ConfigFile | undefined {
  if (facts.folder.names.includes(hostDirectory(registry))) return undefined
  const path = hostsPath(args, registry)
  const { obstacle, availableKb, existingFolder } = facts.config
  return {
    path,
    realPath: path,
    linkTarget: undefined,
    present: undefined,
    immutable: undefined,
    obstacle: obstacle === 'read-only' ? obstacle : undefined,
    availableKb,
    existingFolder: facts.folder.exists ? args.config_path : existingFolder,
  }
}
