import { ok, type Result } from '../../base/result.ts'
import { removeTomlTable } from '../../text-edit/remove-toml.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { parseToml } from '../../text-edit/toml-document.ts'
import { registryPath, type MirrorTls, type RegistrySettings } from './config-toml.ts'
import { MIRROR_CAPABILITIES, type MirrorHost } from './mirror-host.ts'

/**
 * The deprecated `mirrors` as the hosts of each registry's hosts.toml. An endpoint that has a path was asked as it is
 * written, without `/v2` added, hence `override_path`. Source: containerd internal/cri/server/images (`registryHosts`).
 */
export function convertMirrors({ mirrors, tls }: RegistrySettings): Record<string, readonly MirrorHost[]> {
  const entries = Object.entries(mirrors).map(([registry, endpoints]) => {
    const others = endpoints.filter((endpoint) => !isUpstream(registry, endpoint))
    return [registry, others.map((endpoint) => hostFor(endpoint, tls))] as const
  })
  return Object.fromEntries(entries.filter(([, hosts]) => hosts.length > 0))
}

/** containerd itself asks the registry last, in both forms: listing it is not needed. */
function isUpstream(registry: string, endpoint: string): boolean {
  const upstream = registry === 'docker.io' ? 'registry-1.docker.io' : registry
  return endpoint.replace(/\/$/, '') === `https://${upstream}`
}

function hostFor(endpoint: string, tls: RegistrySettings['tls']): MirrorHost {
  const url = endpoint.replace(/\/$/, '')
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const own: MirrorTls | undefined = parsed === undefined ? undefined : tls[parsed.host]
  return {
    url,
    capabilities: MIRROR_CAPABILITIES,
    skipVerify: own?.insecureSkipVerify ?? false,
    ca: own?.caFile === undefined ? [] : [own.caFile],
    client: own?.certFile === undefined || own.keyFile === undefined ? [] : [[own.certFile, own.keyFile]],
    overridePath: parsed !== undefined && parsed.pathname !== '/',
  }
}

/** Takes `mirrors` and every `configs.HOST.tls` out: neither may stand beside `config_path`. `configs.HOST.auth` stays. */
export function removeMirrors(text: string, settings: RegistrySettings): Result<string, TextProblem> {
  const registry = registryPath(settings.fileVersion)
  const paths = [
    [...registry, 'mirrors'],
    ...Object.keys(settings.tls).map((host) => [...registry, 'configs', host, 'tls']),
  ]
  let edited = text
  for (const path of paths) {
    const removed = removeTomlTable(edited, path)
    if (!removed.ok) return removed
    edited = removed.value
  }
  return dropEmptyConfigs(edited, [...registry, 'configs'])
}

/** `[configs."host"]` headers that have nothing below them any more. */
function dropEmptyConfigs(text: string, configs: readonly string[]): Result<string, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  const below = document.value.tables.filter((table) => configs.every((word, index) => table.path[index] === word))
  return below.length > 0 && below.every((table) => table.keys.length === 0) ? removeTomlTable(text, configs) : ok(text)
}
