import type { Vars } from '../../model/vars.ts'
import { downloadsOf, type RegistrySettings } from '../../registry/containerd/config-toml.ts'
import type { Version } from '../../registry/version.ts'
import type { RegistryFactSheet } from './facts.ts'
import { fileState } from './file-state.ts'

/**
 * containerd of containerd.service. It reads config.toml when it starts and never says what it uses: where the file was
 * changed since, that is not known. hosts.toml files are read at every pull.
 */
export function containerdState(facts: RegistryFactSheet): Vars | undefined {
  const { containerd, containerdVersion: version, containerdUnit: unit, containerdHosts, merged } = facts
  if (version === undefined) return undefined
  const running = unit.active === 'active'
  const isStale = running && (containerd.present?.modifiedAt ?? 0) > (unit.startedAt ?? Number.POSITIVE_INFINITY)
  const file = merged.kind === 'read' ? settingsOf(merged.settings, version) : null
  return {
    runtime: 'containerd',
    version,
    running,
    files: [fileState(containerd), ...[...containerdHosts.values()].map(fileState)],
    file,
    effective: running && !isStale ? file : null,
    not_applied: isStale ? ['config.toml'] : [],
    ...(merged.kind === 'refused' ? { problem: `containerd refuses ${containerd.path}: ${merged.reason}` } : {}),
  }
}

function settingsOf(settings: RegistrySettings, version: Version): Vars {
  return {
    config_path: settings.configPath,
    mirrors: settings.mirrors,
    max_concurrent_downloads: downloadsOf(settings, version) ?? null,
  }
}
