import { gte } from 'semver'

import { loadDaemonJson, stringsOf, type DaemonFlags, type DaemonJson } from './load-daemon-json.ts'
import { checkInsecureRegistries, checkMirror, schemeWarnings, unique, type Checked } from './registry-values.ts'

/** What a running dockerd works with, whatever daemon.json says by now. */
export interface DockerConfig {
  readonly mirrors: readonly string[]
  /** As given, in order: what a reload event shows. */
  readonly mirrorsGiven: readonly string[]
  readonly insecureCidrs: readonly string[]
  readonly insecureNames: readonly string[]
  readonly insecureGiven: readonly string[]
  readonly maxConcurrentDownloads: number
  readonly maxConcurrentUploads: number
  readonly maxDownloadAttempts: number
  readonly shutdownTimeout: number
  readonly liveRestore: boolean
  readonly debug: boolean
  readonly labels: readonly string[]
  readonly features: Readonly<Record<string, boolean>>
  readonly proxies: Readonly<Record<string, string>>
  readonly dataRoot: string
  readonly logDriver: string
}

export interface Started {
  readonly config: DockerConfig
  readonly warnings: readonly string[]
}

export interface Reloaded {
  readonly config: DockerConfig
  /** Only a reload without an error emits an event. */
  readonly error?: { readonly during: 'reading' | 'reconfiguring'; readonly message: string }
  readonly warnings: readonly string[]
}

/** `dockerd --validate` (from 23.0): decoding, keys, types and ranges, but no registry value before 28.3. */
export function validateDaemonJson(file: Uint8Array, version: string, path: string): Checked<DaemonJson> {
  return loadDaemonJson(file, version, {}, path)
}

/** A start: everything comes from the file and the flags, and every registry value is checked. */
export function startDockerd(file: Uint8Array | undefined, version: string, flags: DaemonFlags = {}): Checked<Started> {
  const loaded = loadDaemonJson(file, version, flags)
  if (!loaded.ok) return loaded
  const json: DaemonJson = { ...flags, ...loaded.value }
  const insecure = checkInsecureRegistries(stringsOf(json['insecure-registries']), version)
  if (!insecure.ok) return { ok: false, message: `failed to start daemon: ${insecure.message}` }
  const mirrors = checkMirrors(stringsOf(json['registry-mirrors']), version)
  if (!mirrors.ok) return { ok: false, message: `failed to start daemon: ${mirrors.message}` }
  const config = {
    ...integers(json),
    mirrors: mirrors.value,
    mirrorsGiven: stringsOf(json['registry-mirrors']),
    insecureCidrs: insecure.value.cidrs,
    insecureNames: insecure.value.names,
    insecureGiven: stringsOf(json['insecure-registries']),
    shutdownTimeout: typeof json['shutdown-timeout'] === 'number' ? json['shutdown-timeout'] : 15,
    liveRestore: json['live-restore'] === true,
    debug: json['debug'] === true,
    labels: stringsOf(json['labels']),
    features: (json['features'] ?? {}) as Readonly<Record<string, boolean>>,
    proxies: (json['proxies'] ?? {}) as Readonly<Record<string, string>>,
    dataRoot: typeof json['data-root'] === 'string' ? json['data-root'] : '/var/lib/docker',
    logDriver: typeof json['log-driver'] === 'string' ? json['log-driver'] : 'json-file',
  } satisfies DockerConfig
  return { ok: true, value: { config, warnings: schemeWarnings(stringsOf(json['insecure-registries'])) } }
}

/**
 * SIGHUP (moby: daemon/reload.go). A key that the file no longer has keeps its value, except for the three integers,
 * which go back to their defaults, and `features`, which is replaced. Up to 24.0 the reload works in place, so that an
 * error half way leaves what came before it; from 25.0 it is all or nothing.
 */
export function reloadDockerd(
  running: DockerConfig,
  file: Uint8Array | undefined,
  version: string,
  flags: DaemonFlags = {},
): Reloaded {
  const loaded = loadDaemonJson(file, version, flags)
  if (!loaded.ok) {
    return { config: running, error: { during: 'reading', message: loaded.message }, warnings: [] }
  }
  const json = loaded.value
  const before = { ...running, ...integers(json), ...plainKeys(running, json) }
  const half = gte(version, '25.0.0') ? running : before
  const fail = (message: string, config: DockerConfig, warnings: readonly string[]): Reloaded => ({
    config,
    error: { during: 'reconfiguring', message },
    warnings,
  })

  let after: DockerConfig = before
  const warnings: string[] = []
  if ('insecure-registries' in json) {
    const given = stringsOf(json['insecure-registries'])
    const insecure = checkInsecureRegistries(given, version)
    warnings.push(...schemeWarnings(given))
    if (!insecure.ok) return fail(insecure.message, half, warnings)
    const { cidrs, names } = insecure.value
    after = { ...after, insecureGiven: given, insecureCidrs: cidrs, insecureNames: names }
  }
  if ('registry-mirrors' in json) {
    const given = stringsOf(json['registry-mirrors'])
    const mirrors = checkMirrors(given, version)
    if (!mirrors.ok) return fail(mirrors.message, gte(version, '25.0.0') ? running : after, warnings)
    after = { ...after, mirrorsGiven: given, mirrors: mirrors.value }
  }
  if ('live-restore' in json) after = { ...after, liveRestore: json['live-restore'] === true }
  return { config: after, warnings }
}

function plainKeys(running: DockerConfig, json: DaemonJson): Partial<DockerConfig> {
  return {
    debug: 'debug' in json ? json['debug'] === true : running.debug,
    labels: 'labels' in json ? stringsOf(json['labels']) : running.labels,
    shutdownTimeout: typeof json['shutdown-timeout'] === 'number' ? json['shutdown-timeout'] : running.shutdownTimeout,
    features: (json['features'] ?? {}) as Readonly<Record<string, boolean>>,
  }
}

function integers(
  json: DaemonJson,
): Pick<DockerConfig, 'maxConcurrentDownloads' | 'maxConcurrentUploads' | 'maxDownloadAttempts'> {
  const positive = (key: string, fallback: number): number => {
    const value = json[key]
    return typeof value === 'number' && value > 0 ? value : fallback
  }
  return {
    maxConcurrentDownloads: positive('max-concurrent-downloads', 3),
    maxConcurrentUploads: positive('max-concurrent-uploads', 5),
    maxDownloadAttempts: positive('max-download-attempts', 5),
  }
}

function checkMirrors(mirrors: readonly string[], version: string): Checked<readonly string[]> {
  const normalised: string[] = []
  for (const mirror of mirrors) {
    const checked = checkMirror(mirror, version)
    if (!checked.ok) return checked
    normalised.push(checked.value)
  }
  return { ok: true, value: unique(normalised) }
}
