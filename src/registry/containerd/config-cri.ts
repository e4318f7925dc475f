import { startsWith, type TomlPath } from '../../text-edit/toml-document.ts'
import { has } from '../capabilities/matrix.ts'
import { CRI_DIES } from './config-leaf.ts'
import { CRI_V1, CRI_V2, IMAGES_V3 } from './config-schema.ts'
import { registryPath } from './config-toml.ts'
import type { ConfigFinding, ConfigView } from './config-view.ts'

/** What the CRI plugin makes of its registry settings. Source: containerd `ValidateImageConfig` (`ValidatePluginConfig`). */
export function criFindings(view: ConfigView): ConfigFinding[] {
  const { fileVersion, value, leaves, tables } = view
  const disabled = value('disabled_plugins')
  const registry = registryPath(fileVersion)
  const paths = [...tables, ...leaves.map(({ path }) => path)]
  const isThere = (...path: TomlPath): boolean => paths.some((other) => startsWith(other, path))
  const isOff = Array.isArray(disabled) && disabled.some((name) => [CRI_V1, CRI_V2, IMAGES_V3].includes(String(name)))
  if (isOff) {
    if (!isThere(...registry)) return []
    const message = 'the CRI plugin is disabled: its registry settings are not read'
    return [{ severity: 'ignored', code: 'cri-disabled', message, offset: view.offsetOf(...registry) }]
  }
  return [
    ...mirrorFindings(view, registry, isThere),
    ...tlsFindings(view, registry),
    ...configPathFindings(view, registry),
    ...hostKeyFindings(view, registry),
    ...pullFindings(view, registry.slice(0, -1)),
  ]
}

type IsThere = (...path: TomlPath) => boolean

function configPathOf({ value }: ConfigView, registry: TomlPath): string {
  const path = value(...registry, 'config_path')
  return typeof path === 'string' ? path : ''
}

function mirrorFindings(view: ConfigView, registry: TomlPath, isThere: IsThere): ConfigFinding[] {
  const mirrors = [...registry, 'mirrors']
  const hasOne = [...view.tables, ...view.leaves.map(({ path }) => path)].some(
    (path) => startsWith(path, mirrors) && path.length > mirrors.length,
  )
  if (!hasOne || !isThere(...mirrors)) return []
  const offset = view.offsetOf(...mirrors)
  if (configPathOf(view, registry) !== '') {
    const message = `mirrors and config_path are both set: ${CRI_DIES}`
    const fix = 'move the mirrors to hosts.toml files below config_path'
    return [{ severity: 'fatal', code: 'mirrors-and-config-path', message, offset, fix }]
  }
  if (has('containerd', view.version, 'default-config-path-meets-mirrors')) {
    const message = `mirrors meets the default config_path of containerd 2.2.0 and 2.2.1: ${CRI_DIES}`
    const fix = 'move the mirrors to hosts.toml files and set config_path'
    return [{ severity: 'fatal', code: 'default-config-path', message, offset, fix }]
  }
  const message = 'mirrors is deprecated, and announced to be gone in containerd 2.4'
  return [{ severity: 'warning', code: 'deprecated', message, offset, fix: 'use config_path and hosts.toml files' }]
}

function tlsFindings(view: ConfigView, registry: TomlPath): ConfigFinding[] {
  const configs = [...registry, 'configs']
  const tls = view.leaves.find(({ path }) => startsWith(path, configs) && path[configs.length + 1] === 'tls')
  if (tls === undefined) return []
  const host = tls.path[configs.length] ?? ''
  if (!has('containerd', view.version, 'configs-tls')) {
    const message = `configs."${host}".tls is not read by containerd 2.0.0 and later`
    const fix = 'write ca, client or skip_verify in the hosts.toml of the host'
    return [{ severity: 'ignored', code: 'no-effect', message, offset: tls.offset, fix }]
  }
  if (configPathOf(view, registry) === '') return []
  const message = `configs."${host}".tls and config_path are both set: ${CRI_DIES} (containerd before 2.0.0)`
  const fix = 'move the settings to the hosts.toml of the host'
  return [{ severity: 'fatal', code: 'tls-and-config-path', message, offset: tls.offset, fix }]
}

function configPathFindings(view: ConfigView, registry: TomlPath): ConfigFinding[] {
  if (!has('containerd', view.version, 'transfer-service-pulls')) return []
  const configPath = configPathOf(view, registry)
  const offset = view.offsetOf(...registry, 'config_path')
  if (configPath.includes(':')) {
    const message =
      'config_path names several folders: containerd 2.1.0 and later does not split it when it pulls, and no hosts.toml is read'
    return [{ severity: 'ignored', code: 'several-config-paths', message, offset, fix: 'name one folder' }]
  }
  const isEmpty = configPath === '' && has('containerd', view.version, 'two-default-config-paths')
  if (!isEmpty || view.leaves.some(({ path }) => startsWith(path, [...registry, 'mirrors']))) return []
  const message =
    'config_path is not set: the default of containerd 2.2.0 and later is two folders, which it does not split when it pulls'
  const fix = "write config_path = '/etc/containerd/certs.d'"
  return [{ severity: 'warning', code: 'no-config-path', message, offset, fix }]
}

function hostKeyFindings(view: ConfigView, registry: TomlPath): ConfigFinding[] {
  const configs = [...registry, 'configs']
  const hosts = new Map(
    [...view.leaves.map(({ path }) => path), ...view.tables]
      .filter((path) => startsWith(path, configs) && path.length > configs.length)
      .map((path) => [path[configs.length] ?? '', view.offsetOf(...path.slice(0, configs.length + 1))]),
  )
  return [...hosts]
    .filter(([host]) => host.includes('://'))
    .map(([host, offset]) => ({
      severity: 'ignored',
      code: 'host-key',
      message: `configs."${host}" has a scheme: it is never matched, its settings are not used`,
      offset,
      fix: `write "${host.replace(/^.*:\/\//, '').replace(/\/.*$/, '')}"`,
    }))
}

function pullFindings(view: ConfigView, plugin: TomlPath): ConfigFinding[] {
  const { value, version, offsetOf } = view
  const found: ConfigFinding[] = []
  const timeout = value(...plugin, 'image_pull_progress_timeout')
  if (timeout !== undefined && !has('containerd', version, 'image-pull-progress-timeout')) {
    const message = 'image_pull_progress_timeout is not read by containerd before 1.7.0'
    found.push({
      severity: 'ignored',
      code: 'no-effect',
      message,
      offset: offsetOf(...plugin, 'image_pull_progress_timeout'),
    })
  }
  const downloads = value(...plugin, 'max_concurrent_downloads')
  if (typeof downloads === 'number' && downloads !== 3 && has('containerd', version, 'transfer-service-pulls')) {
    const message = `max_concurrent_downloads = ${downloads} brings back the local pull in place of the transfer service (containerd 2.1.0 and later)`
    const fix = "to keep the transfer service set it in [plugins.'io.containerd.transfer.v1.local']"
    found.push({
      severity: 'warning',
      code: 'local-pull',
      message,
      offset: offsetOf(...plugin, 'max_concurrent_downloads'),
      fix,
    })
  }
  return found
}
