import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import {
  downloadsOf,
  downloadsPath,
  newFileVersion,
  readRegistrySettings,
  registryPath,
  type RegistrySettings,
} from '../../registry/containerd/config-toml.ts'
import { convertMirrors, removeMirrors } from '../../registry/containerd/convert-mirrors.ts'
import type { MirrorHost } from '../../registry/containerd/mirror-host.ts'
import { has } from '../../registry/capabilities/matrix.ts'
import type { Version } from '../../registry/version.ts'
import { removeTomlKey } from '../../text-edit/remove-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { managedElsewhere } from '../registry-utils/errors.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import type { ContainerdRegistryArgs } from './args.ts'
import {
  configPathIsImported,
  downloadsAreImported,
  containerdRefusesFile,
  mirrorsAreImported,
  mirrorsMeetConfigPath,
  textBroken,
  wrongFileVersion,
} from './errors.ts'
import type { ContainerdRegistryFacts } from './facts.ts'

/** What becomes of config.toml. `after` equals `before` where nothing has to. */
export interface ConfigChange {
  readonly before: string
  readonly after: string
  /** Hosts that the file's own `mirrors` stood for, by registry. */
  readonly converted: Readonly<Record<string, readonly MirrorHost[]>>
  readonly criDisabled: boolean
  readonly imports: readonly string[]
  readonly replacedPath: string | undefined
}

export function configChange(
  args: ContainerdRegistryArgs,
  facts: ContainerdRegistryFacts,
  version: Version,
): Result<ConfigChange, LongshoreError> {
  const text = fileText(facts.config)
  if (!text.ok) return text
  const read = readRegistrySettings(text.value)
  if (!read.ok) return err(textBroken(facts.config.path, read.error))
  if (facts.dump.kind === 'refused') return err(containerdRefusesFile(facts.config.path, facts.dump.reason))
  const own = read.value
  const merged = facts.dump.kind === 'read' ? facts.dump.settings : own
  const unchanged = {
    before: text.value,
    after: text.value,
    converted: {},
    imports: own.imports,
    replacedPath: undefined,
  }
  if (own.criDisabled) return ok({ ...unchanged, criDisabled: true })
  const conflict = conflictOf(args, facts.config.path, own, merged, version)
  if (conflict !== undefined) return err(conflict)
  const downloads = downloadsChange(args, own, version)
  const needsConversion = Object.keys(own.mirrors).length > 0 || hasTlsConflict(own, version)
  if (merged.configPath === args.config_path && !needsConversion && downloads === undefined)
    return ok({ ...unchanged, criDisabled: false })
  const refusal = refusalOf(args, facts, text.value, own, version)
  if (refusal !== undefined) return err(refusal)
  const edited = edit(args, facts, text.value, own, version)
  if (!edited.ok) return edited
  const replacedPath =
    merged.configPath === '' || merged.configPath === args.config_path ? undefined : merged.configPath
  return ok({ ...unchanged, after: edited.value, converted: convertMirrors(own), criDisabled: false, replacedPath })
}

function hasTlsConflict({ tls }: RegistrySettings, version: Version): boolean {
  return has('containerd', version, 'configs-tls') && Object.keys(tls).length > 0
}

/** Source: containerd internal/cri/config (`ValidateImageConfig`): the error disables the CRI plugin alone. */
function conflictOf(
  args: ContainerdRegistryArgs,
  path: string,
  own: RegistrySettings,
  merged: RegistrySettings,
  version: Version,
): LongshoreError | undefined {
  const { convert_mirrors: convert, config_path: wanted } = args
  const isImported = Object.keys(merged.mirrors).some((registry) => !Object.hasOwn(own.mirrors, registry))
  if (isImported) return mirrorsAreImported(path, 'registry.mirrors')
  if (hasTlsConflict(merged, version) && !hasTlsConflict(own, version)) {
    return mirrorsAreImported(path, 'registry.configs with tls')
  }
  const mirrors = Object.keys(own.mirrors)
  if (!convert && mirrors.length > 0) return mirrorsMeetConfigPath(path, `registry.mirrors (${mirrors.join(', ')})`)
  if (!convert && hasTlsConflict(own, version)) return mirrorsMeetConfigPath(path, 'registry.configs with tls')
  const imported = importedDownloads(args, own, merged, version)
  if (imported !== undefined) return downloadsAreImported(path, imported)
  return own.configPath === wanted && merged.configPath !== wanted
    ? configPathIsImported(path, merged.configPath)
    : undefined
}

/** containerd prints its default where no file says anything. */
const DEFAULT_DOWNLOADS = 3

function importedDownloads(
  { max_concurrent_downloads: wanted }: ContainerdRegistryArgs,
  own: RegistrySettings,
  merged: RegistrySettings,
  version: Version,
): number | undefined {
  const value = downloadsOf(merged, version)
  const isOwn = value === undefined || value === (downloadsOf(own, version) ?? DEFAULT_DOWNLOADS)
  return wanted === undefined || wanted === null || isOwn || value === wanted ? undefined : value
}

function refusalOf(
  args: ContainerdRegistryArgs,
  { config }: ContainerdRegistryFacts,
  text: string,
  { fileVersion }: RegistrySettings,
  version: Version,
): LongshoreError | undefined {
  const owner = ownerComment(text)
  if (owner !== undefined && !args.take_over) return managedElsewhere(config.path, owner)
  if (config.present === undefined || text.trim() === '') return undefined
  const isNew = has('containerd', version, 'config-version-3')
  const fits = isNew ? fileVersion >= 2 : fileVersion <= 2
  return fits ? undefined : wrongFileVersion(config.path, fileVersion, version)
}

function edit(
  args: ContainerdRegistryArgs,
  { config }: ContainerdRegistryFacts,
  text: string,
  own: RegistrySettings,
  version: Version,
): Result<string, LongshoreError> {
  const isEmpty = text.trim() === ''
  const fileVersion = isEmpty ? newFileVersion(version) : own.fileVersion
  const cleaned = isEmpty ? ok(`version = ${fileVersion}\n`) : removeMirrors(text, own)
  if (!cleaned.ok) return err(textBroken(config.path, cleaned.error))
  const edited = withConfigPath(cleaned.value, args.config_path, own, fileVersion)
  const limited = edited.ok
    ? withDownloads(edited.value, downloadsChange(args, own, version), fileVersion, version)
    : edited
  return limited.ok ? limited : err(textBroken(config.path, limited.error))
}

function withConfigPath(
  text: string,
  wanted: string,
  own: RegistrySettings,
  fileVersion: number,
): Result<string, TextProblem> {
  return own.configPath === wanted ? ok(text) : setTomlKey(text, [...registryPath(fileVersion), 'config_path'], wanted)
}

/** What the file shall say: a number, null for nothing, or undefined where it says so already or nobody asked. */
function downloadsChange(
  { max_concurrent_downloads: wanted }: ContainerdRegistryArgs,
  own: RegistrySettings,
  version: Version,
): number | null | undefined {
  return wanted === (downloadsOf(own, version) ?? null) ? undefined : wanted
}

function withDownloads(
  text: string,
  wanted: number | null | undefined,
  fileVersion: number,
  version: Version,
): Result<string, TextProblem> {
  const path = downloadsPath(fileVersion, version)
  if (wanted === undefined) return ok(text)
  return wanted === null ? removeTomlKey(text, path) : setTomlKey(text, path, wanted)
}
