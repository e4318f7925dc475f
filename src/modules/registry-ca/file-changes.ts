import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { trustInHostsToml, withoutTrust } from '../../registry/containerd/host-trust.ts'
import { textBroken } from '../containerd-registry/errors.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { managedElsewhere } from '../registry-utils/errors.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import type { FileAccess } from '../registry-utils/file-steps.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import type { RegistryCaFacts } from './facts.ts'
import { folderStores, storeFiles, systemFile, type FolderStore } from './places.ts'
import type { PreparedCa } from './prepare.ts'

/** A file that is written, or removed where `after` is undefined. */
export interface TrustChange {
  readonly file: ConfigFile
  readonly before: string
  readonly after: string | undefined
  readonly access: FileAccess | undefined
  /** Whether it belongs to the system store. */
  readonly system: boolean
}

const KEY_ACCESS: FileAccess = { mode: 0o600 }

export function trustChanges(
  prepared: PreparedCa,
  facts: RegistryCaFacts,
): Result<readonly TrustChange[], LongshoreError> {
  const { args, trust } = prepared
  const wanted = [
    ...folderStores(args).flatMap((store) => wantedOf(prepared, store)),
    ...wantedOfSystem(prepared, facts),
  ]
  const changes: TrustChange[] = []
  for (const { path, text, access, system } of wanted) {
    const change = changeOf(fileOf(facts, path), () => ok(text), access, system)
    if (!change.ok) return change
    if (change.value !== undefined) changes.push(change.value)
  }
  if (!args.store.includes('containerd')) return ok(changes)
  const { folder, ca, certificate, key } = storeFiles('containerd', args.registry)
  const client = trust.client === undefined ? undefined : { certificate, key }
  const hosts = changeOf(fileOf(facts, `${folder}/hosts.toml`), (text) =>
    args.state === 'absent'
      ? withoutTrust(text, args.registry)
      : trustInHostsToml(text, args.registry, { ca: trust.ca === undefined ? undefined : ca, client }),
  )
  if (!hosts.ok) return hosts
  return ok(hosts.value === undefined ? changes : [...changes, hosts.value])
}

interface Wanted {
  readonly path: string
  readonly text: string | undefined
  readonly access?: FileAccess
  readonly system: boolean
}

/** What is not given is left alone; everything goes with `state: absent`. */
function wantedOf({ args, trust }: PreparedCa, store: FolderStore): readonly Wanted[] {
  const files = storeFiles(store, args.registry)
  const all: readonly Wanted[] = [
    { path: files.ca, text: trust.ca, system: false },
    { path: files.key, text: trust.client?.key, access: KEY_ACCESS, system: false },
    { path: files.certificate, text: trust.client?.certificate, system: false },
  ]
  return args.state === 'absent' ? all : all.filter(({ text }) => text !== undefined)
}

function wantedOfSystem({ args, trust }: PreparedCa, { systemStore }: RegistryCaFacts): readonly Wanted[] {
  if (!args.store.includes('system') || systemStore === undefined) return []
  return [{ path: systemFile(systemStore, args.registry), text: trust.ca, system: true }]
}

export function fileOf(facts: RegistryCaFacts, path: string): ConfigFile {
  const file = facts[`file:${path}`]
  if (file === undefined) throw new Error(`${path} is not among the facts`)
  return file
}

function changeOf(
  file: ConfigFile,
  edit: (text: string) => Result<string | undefined, Parameters<typeof textBroken>[1]>,
  access?: FileAccess,
  system = false,
): Result<TrustChange | undefined, LongshoreError> {
  const before = fileText(file)
  if (!before.ok) return before
  const after = edit(before.value)
  if (!after.ok) return err(textBroken(file.path, after.error))
  const { present } = file
  const sameAccess = access === undefined || present === undefined || present.mode === access.mode
  if (after.value === (present === undefined ? undefined : before.value) && sameAccess) return ok(undefined)
  const owner = ownerComment(before.value)
  if (owner !== undefined) return err(managedElsewhere(file.path, owner))
  const obstacle = fileObstacle(file, Buffer.byteLength(after.value ?? ''))
  if (obstacle !== undefined) return err(obstacle)
  return ok({ file, before: before.value, after: after.value, access, system })
}
