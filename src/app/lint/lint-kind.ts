import { basename, dirname } from 'node:path'

export const LINT_KINDS = ['daemon.json', 'config.toml', 'hosts.toml', 'registries.yaml', 'registries.conf'] as const

export const PROJECT_KINDS = ['playbook', 'inventory'] as const

export type RegistryKind = (typeof LINT_KINDS)[number]

export type LintKind = RegistryKind | (typeof PROJECT_KINDS)[number]

/** What a file is, by its name and its folder's; a YAML file may yet be an inventory. Undefined: no name that anything reads. */
export function kindOf(path: string): LintKind | undefined {
  const name = basename(path)
  const registry = registryKindOf(name, basename(dirname(path)))
  if (registry !== undefined) return registry
  if (/\.ini$/.test(name) || name === 'hosts' || name === 'inventory') return 'inventory'
  return /\.ya?ml$/.test(name) ? 'playbook' : undefined
}

/** As `kindOf`, for files that are met in a folder: other YAML files there may be anything. */
export function registryKindOf(name: string, folder: string): RegistryKind | undefined {
  if (/^registries\.ya?ml$/.test(name)) return 'registries.yaml'
  if (/^hosts?\.toml$/.test(name)) return 'hosts.toml'
  if (/^daemon\.json$/.test(name)) return 'daemon.json'
  if (name === 'registries.conf' || (folder === 'registries.conf.d' && name.endsWith('.conf'))) return 'registries.conf'
  return name === 'config.toml' || (folder === 'conf.d' && name.endsWith('.toml')) ? 'config.toml' : undefined
}
