import { stringify, type JsonMap } from '@iarna/toml'
import { gte } from 'semver'
import { readToml } from '../../text-edit/read-toml.ts'
import type { Checked } from './registry-values.ts'

/** What a started containerd is like: its unit is active even where its CRI plugin is not. */
export interface ContainerdState {
  readonly cri: { readonly ok: true } | { readonly ok: false; readonly message: string }
  /** `config_path` and the hosts of `mirrors` as the CRI plugin read them. */
  readonly configPath: string
  readonly mirrors: readonly string[]
}

/** A start (containerd: pkg/cri/config/config.go): syntax and version stop it, plugin rules only disable the plugin. */
export function startContainerd(file: string | undefined, version: string): Checked<ContainerdState> {
  const read = readContainerdConfig(file ?? '', version, '/etc/containerd/config.toml')
  if (!read.ok) return read
  const registry = criRegistry(read.value, version)
  const mirrors = Object.keys(asMap(registry['mirrors']))
  const configPath = typeof registry['config_path'] === 'string' ? registry['config_path'] : ''
  const disabled = asStrings(read.value['disabled_plugins'])
  const state = { configPath, mirrors }
  if (disabled.some((plugin) => plugin === 'cri' || plugin === criId(version))) {
    return { ok: true, value: { ...state, cri: { ok: false, message: 'disabled' } } }
  }
  const complaint = registryComplaint(registry, configPath, mirrors, version)
  if (complaint === undefined) return { ok: true, value: { ...state, cri: { ok: true } } }
  const required = asStrings(read.value['required_plugins'])
  if (required.includes('io.containerd.grpc.v1.cri')) {
    return { ok: false, message: `containerd: load required plugin io.containerd.grpc.v1.cri: ${complaint}` }
  }
  return { ok: true, value: { ...state, cri: { ok: false, message: complaint } } }
}

/** `containerd --config F config dump`: what the plugins would say is not asked. */
export function dumpContainerdConfig(file: string | undefined, version: string, path: string): Checked<string> {
  if (file === undefined && !gte(version, '2.0.0')) {
    return {
      ok: false,
      message: `containerd: failed to load TOML: ${path}: open ${path}: no such file or directory`,
    }
  }
  const read = readContainerdConfig(file ?? '', version, path)
  if (!read.ok) return read
  const defaults = { version: gte(version, '2.0.0') ? 3 : 2, root: '/var/lib/containerd', state: '/run/containerd' }
  return {
    ok: true,
    value: stringify({ ...defaults, ...read.value, ...(gte(version, '2.0.0') ? { version: 3 } : {}) }),
  }
}

function readContainerdConfig(text: string, version: string, path: string): Checked<JsonMap> {
  const modern = gte(version, '2.0.0')
  const read = readToml(text)
  if (!read.ok) {
    const { line, column, message } = read.error
    return {
      ok: false,
      message: modern
        ? `containerd: failed to unmarshal TOML at row ${line} column ${column}: toml: ${message}`
        : `containerd: failed to load TOML: ${path}: (${line}, ${column}): ${message}`,
    }
  }
  const config = read.value
  const max = gte(version, '2.3.0') ? 4 : modern ? 3 : 2
  const asked = config['version']
  if (typeof asked === 'number' && asked > max) {
    const what = modern
      ? `expected containerd config version equal to or less than \`${max}\`, got \`${asked}\``
      : `unsupported config version \`${asked}\``
    return { ok: false, message: `containerd: failed to load TOML from ${path}: ${what}` }
  }
  for (const key of ['root', 'state', 'temp', 'plugin_dir']) {
    if (config[key] !== undefined && typeof config[key] !== 'string') {
      return { ok: false, message: `containerd: failed to unmarshal TOML: Can't convert ${key} to string` }
    }
  }
  return { ok: true, value: config }
}

/** The registry section that this version's CRI plugin reads, by the version that the file says it has. */
function criRegistry(config: JsonMap, version: string): Readonly<Record<string, unknown>> {
  const plugins = asMap(config['plugins'])
  const fileVersion = config['version'] ?? 1
  const names =
    fileVersion === 1 ? ['cri'] : fileVersion === 2 ? ['io.containerd.grpc.v1.cri'] : ['io.containerd.cri.v1.images']
  if (fileVersion === 1 && gte(version, '2.0.0')) names.push('io.containerd.grpc.v1.cri')
  for (const name of names) {
    const section = asMap(plugins[name])
    if (section['registry'] !== undefined) return asMap(section['registry'])
  }
  return {}
}

function registryComplaint(
  registry: Readonly<Record<string, unknown>>,
  configPath: string,
  mirrors: readonly string[],
  version: string,
): string | undefined {
  const modern = gte(version, '2.0.0')
  const prefix = modern
    ? 'unable to load CRI image service plugin dependency: invalid cri image config: '
    : 'invalid plugin config: '
  if (configPath !== '' && mirrors.length > 0) {
    return `${prefix}\`mirrors\` cannot be set when \`config_path\` is provided`
  }
  const tls = Object.values(asMap(registry['configs'])).some((entry) => asMap(entry)['tls'] !== undefined)
  if (configPath !== '' && tls && !modern) {
    return `${prefix}\`configs.tls\` cannot be set when \`config_path\` is provided`
  }
  return undefined
}

function criId(version: string): string {
  return gte(version, '2.0.0') ? 'io.containerd.cri.v1.images' : 'io.containerd.grpc.v1.cri'
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function asStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
