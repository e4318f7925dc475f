import { ok, type Result } from '../../base/result.ts'
import { readToml } from '../../text-edit/read-toml.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import type { TomlPath } from '../../text-edit/toml-document.ts'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { CRI_V1, CRI_V2, IMAGES_V3, TRANSFER_V1 } from './config-schema.ts'

/** What a config.toml, or the output of `containerd config dump`, says about registries. */
export interface RegistrySettings {
  /** `version = N`; 1 where the file does not say. */
  readonly fileVersion: number
  /** '' where it is not set. */
  readonly configPath: string
  /** Deprecated `registry.mirrors`: registry to endpoints, in order. */
  readonly mirrors: Readonly<Record<string, readonly string[]>>
  /** Deprecated `registry.configs.HOST.tls`, by host. */
  readonly tls: Readonly<Record<string, MirrorTls>>
  readonly imports: readonly string[]
  readonly criDisabled: boolean
  /** Layers that one pull fetches at once: as the plugins say that pull. */
  readonly downloads: { readonly cri: number | undefined; readonly transfer: number | undefined }
}

export interface MirrorTls {
  readonly insecureSkipVerify: boolean
  readonly caFile: string | undefined
  readonly certFile: string | undefined
  readonly keyFile: string | undefined
}

/** The version that a new config.toml gets: the newest that the whole generation of binaries reads. */
export function newFileVersion(version: Version): number {
  return has('containerd', version, 'config-version-3') ? 3 : 2
}

/** Where the registry settings of a file of this version are. Source: containerd docs/PLUGINS.md, plugins/cri. */
export function registryPath(fileVersion: number): TomlPath {
  const plugin = fileVersion >= 3 ? IMAGES_V3 : fileVersion === 2 ? CRI_V2 : CRI_V1
  return ['plugins', plugin, 'registry']
}

/**
 * Where the number of layers that a pull fetches at once is. The key of the CRI plugin would take containerd 2.1 and later
 * off its transfer service (containerd internal/cri/config/config.go).
 */
export function downloadsPath(fileVersion: number, version: Version): TomlPath {
  const plugin = isTransferred(version) ? ['plugins', TRANSFER_V1] : registryPath(fileVersion).slice(0, -1)
  return [...plugin, 'max_concurrent_downloads']
}

export function downloadsOf({ downloads }: RegistrySettings, version: Version): number | undefined {
  return isTransferred(version) ? downloads.transfer : downloads.cri
}

function isTransferred(version: Version): boolean {
  return has('containerd', version, 'transfer-service-pulls')
}

export function readRegistrySettings(text: string): Result<RegistrySettings, TextProblem> {
  const read = readToml(text)
  if (!read.ok) return read
  const config = read.value
  const fileVersion = typeof config['version'] === 'number' ? config['version'] : 1
  const registry = tableAt(config, registryPath(fileVersion))
  const configPath = registry['config_path']
  return ok({
    fileVersion,
    configPath: typeof configPath === 'string' ? configPath : '',
    mirrors: endpointsOf(tableAt(registry, ['mirrors'])),
    tls: tlsOf(tableAt(registry, ['configs'])),
    imports: texts(config['imports']),
    downloads: {
      cri: numberAt(config, registryPath(fileVersion).slice(0, -1)),
      transfer: numberAt(config, ['plugins', TRANSFER_V1]),
    },
    criDisabled: texts(config['disabled_plugins']).some(
      (name) => name === CRI_V1 || name === CRI_V2 || name === IMAGES_V3,
    ),
  })
}

/** As `readRegistrySettings`, for text that the host's own containerd printed: undefined where it is not TOML. */
export function readDump(text: string): RegistrySettings | undefined {
  const read = readRegistrySettings(text)
  return read.ok ? read.value : undefined
}

type Table = Readonly<Record<string, unknown>>

function tableAt(table: Table, path: TomlPath): Table {
  return path.reduce<Table>((inner, word) => {
    const value = inner[word]
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {}
  }, table)
}

function numberAt(config: Table, plugin: TomlPath): number | undefined {
  const value = tableAt(config, plugin)['max_concurrent_downloads']
  return typeof value === 'number' ? value : undefined
}

function endpointsOf(mirrors: Table): Record<string, readonly string[]> {
  return Object.fromEntries(Object.keys(mirrors).map((name) => [name, texts(tableAt(mirrors, [name])['endpoint'])]))
}

function tlsOf(configs: Table): Record<string, MirrorTls> {
  const entries = Object.keys(configs).flatMap((host) => {
    const tls = tableAt(configs, [host, 'tls'])
    if (Object.keys(tls).length === 0) return []
    const text = (key: string): string | undefined => {
      const value = tls[key]
      return typeof value === 'string' && value !== '' ? value : undefined
    }
    const read: MirrorTls = {
      insecureSkipVerify: tls['insecure_skip_verify'] === true,
      caFile: text('ca_file'),
      certFile: text('cert_file'),
      keyFile: text('key_file'),
    }
    return [[host, read] as const]
  })
  return Object.fromEntries(entries)
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
