import type { ValueFinding } from '../finding.ts'

/** Other names of Docker Hub: containerd never looks into a directory of such a name for an image of docker.io. */
const HUB_ALIASES: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'hub.docker.com',
  'registry.hub.docker.com',
])

/**
 * The folder below certs.d that containerd reads for images of this registry: the domain of the image's name, port
 * included, or `_default` for every registry without a folder of its own. Source: containerd `hostPaths`.
 */
export function hostDirectory(registry: string): string {
  return registry === '*' ? '_default' : registry
}

export function registryFinding(registry: string): ValueFinding | undefined {
  if (registry === '_default' || registry === '*') return undefined
  if (HUB_ALIASES.has(registry)) {
    return fatal(`${registry} is not how images name Docker Hub: its folder would never be read`, 'write docker.io')
  }
  if (registry.includes('://')) {
    return fatal(`registry ${registry}: a scheme does not belong here`, `write ${registry.replace(/^.*:\/\//, '')}`)
  }
  if (!/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:\d+)?$/.test(registry)) {
    return fatal(`registry ${registry}: not a host name with an optional port`)
  }
  return undefined
}

/** The `server` that is meant where a web site of Docker Hub is written: pulls from those fail with `text/html`. */
export function serverFinding(server: string): ValueFinding | undefined {
  const host = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  if (host === 'docker.io' || (HUB_ALIASES.has(host) && host !== 'registry-1.docker.io')) {
    return fatal(`server ${server}: that is a web site, not a registry`, 'write https://registry-1.docker.io')
  }
  if (!/^https?:\/\/[^/\s@]+(\/[^\s?#]*)?$/.test(server))
    return fatal(`server ${server}: not a URL with http:// or https://`)
  return undefined
}

function fatal(message: string, fix?: string): ValueFinding {
  return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
}
