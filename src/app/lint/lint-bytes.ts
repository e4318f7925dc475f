import { basename, dirname } from 'node:path'
import { err } from '../../base/result.ts'
import { decodeText } from '../../loader/yaml/decode-text.ts'
import { parseYaml } from '../../loader/yaml/parse-yaml.ts'
import { decodeUtf8, firstBadByte } from '../../registry/decode-utf8.ts'
import { validateRegistriesYaml } from '../../registry/k3s/validate-registries-yaml.ts'
import { EVERY_PULL } from '../../registry/podman/conf-finding.ts'
import { validateRegistriesConf } from '../../registry/podman/validate-registries-conf.ts'
import { findingsFor } from '../../registry/for-versions.ts'
import { hostsPlaceFindings } from '../../registry/containerd/hosts-place.ts'
import { validateTomlBytes } from '../../registry/containerd/toml-bytes.ts'
import { validateConfigToml } from '../../registry/containerd/validate-config-toml.ts'
import { validateHostsToml } from '../../registry/containerd/validate-hosts-toml.ts'
import type { DockerdFlags } from '../../registry/docker/dockerd-flags.ts'
import { validateDaemonBytes } from '../../registry/docker/validate-daemon-bytes.ts'
import type { Finding } from '../../registry/finding.ts'
import type { Version } from '../../registry/version.ts'
import type { RegistryKind } from './lint-kind.ts'

/** Versions by runtime; a runtime that is not in it may be of any version. */
export type Runtimes = Readonly<Partial<Record<RuntimeName, Version>>>

export const RUNTIME_NAMES = ['docker', 'containerd', 'k3s', 'rke2', 'podman', 'cri-o'] as const

export type RuntimeName = (typeof RUNTIME_NAMES)[number]

export interface LintContext {
  readonly runtimes: Runtimes
  /** What dockerd is started with. */
  readonly flags: DockerdFlags | undefined
}

/** What the runtime that reads a file of this kind makes of these bytes. */
export function lintBytes(
  kind: RegistryKind,
  path: string,
  bytes: Uint8Array,
  { runtimes, flags }: LintContext,
): readonly Finding[] {
  switch (kind) {
    case 'daemon.json':
      return findingsFor('docker', runtimes.docker, (version) => validateDaemonBytes(bytes, version, flags))
    case 'config.toml':
      return findingsFor('containerd', runtimes.containerd, (version) => configFindings(bytes, version))
    case 'hosts.toml':
      return findingsFor('containerd', runtimes.containerd, (version) => hostsFindings(path, bytes, version))
    case 'registries.yaml':
      return yamlFindings(path, bytes)
    case 'registries.conf':
      return confFindings(bytes)
  }
}

function yamlFindings(path: string, bytes: Uint8Array): readonly Finding[] {
  const text = decodeText(bytes, path, 'VARS_INVALID')
  const root = text.ok ? parseYaml(text.value, path) : err([text.error])
  if (root.ok) return validateRegistriesYaml(root.value)
  return root.error.map(({ message, at }) => ({
    severity: 'fatal',
    code: 'syntax',
    message: `${message}: k3s and RKE2 do not start with it`,
    line: at?.line ?? 1,
    column: at?.column ?? 1,
  }))
}

function confFindings(bytes: Uint8Array): readonly Finding[] {
  const bad = firstBadByte(bytes)
  if (bad === undefined) return validateRegistriesConf(decodeUtf8(bytes))
  const message = `the file has a byte that is not UTF-8: ${EVERY_PULL}`
  return [{ severity: 'fatal', code: 'encoding', message, ...bad, fix: 'save the file as UTF-8' }]
}

function configFindings(bytes: Uint8Array, version: Version): readonly Finding[] {
  const unreadable = { worst: 'fatal', consequence: 'containerd does not start with it' } as const
  return validateTomlBytes(bytes, version, unreadable, validateConfigToml)
}

function hostsFindings(path: string, bytes: Uint8Array, version: Version): readonly Finding[] {
  const consequence = 'containerd ignores the whole file, and pulls go to the upstream'
  const place = hostsPlaceFindings(basename(dirname(path)), basename(path), version)
  return [
    ...place.map((finding) => ({ ...finding, line: 1, column: 1 })),
    ...validateTomlBytes(bytes, version, { worst: 'ignored', consequence }, validateHostsToml),
  ]
}
