import { gte } from 'semver'

import type { DockerConfig } from './dockerd.ts'

/** The attributes of a reload event: the only place that shows the three integers (moby: daemon/reload.go). */
export function reloadAttributes(config: DockerConfig, version: string, host: string): Record<string, string> {
  const list = (items: readonly string[]): string => JSON.stringify(items)
  const features = Object.entries(config.features).map(([key, on]) => `${key}:${on}`)
  return {
    ...(gte(version, '28.0.0') ? {} : { 'allow-nondistributable-artifacts': '[]' }),
    ...(gte(version, '23.0.0') ? {} : { 'cluster-advertise': '', 'cluster-store': '', 'cluster-store-opts': 'null' }),
    debug: String(config.debug),
    'default-cgroupns-mode': 'private',
    'default-ipc-mode': 'private',
    'default-runtime': 'runc',
    'default-shm-size': '67108864',
    features: `map[${features.join(' ')}]`,
    'insecure-registries': list(config.insecureGiven),
    labels: list(config.labels),
    'live-restore': String(config.liveRestore),
    'max-concurrent-downloads': String(config.maxConcurrentDownloads),
    'max-concurrent-uploads': String(config.maxConcurrentUploads),
    'max-download-attempts': String(config.maxDownloadAttempts),
    name: host,
    'registry-mirrors': list(config.mirrorsGiven),
    runtimes: gte(version, '23.0.0') ? '' : 'io.containerd.runtime.v1.linux:runc io.containerd.runc.v2:runc runc:runc',
    'shutdown-timeout': String(config.shutdownTimeout),
  }
}
