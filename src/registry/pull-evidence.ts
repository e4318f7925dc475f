import type { ImageReference } from './image-reference.ts'
import { apiHost } from './registry-urls.ts'

/** Who gave an image, as the program that pulled it logged it. */
export type Served =
  { readonly by: 'mirror'; readonly host: string } | { readonly by: 'upstream'; readonly host: string }

/**
 * Reads debug logs of dockerd, containerd or ctr, oldest first. Undefined where they do not tell. Sources: moby
 * distribution/pull.go (`Trying to pull NAME from URL`: the last one tried is the one that gave it), containerd
 * remotes/docker/resolver.go (`fetch response received`, with url and response.status).
 */
export function servedBy(lines: readonly string[], image: ImageReference): Served | undefined {
  return servedResponses(lines, image) ?? lastEndpoint(lines, image)
}

/** One answer of the upstream is enough not to call it the mirror's. */
function servedResponses(lines: readonly string[], { registry, repository }: ImageReference): Served | undefined {
  const hosts = lines.flatMap((line) => {
    if (!line.includes('fetch response received')) return []
    const url = /\burl="?([^"\s]+)/.exec(line)?.[1] ?? ''
    const isOk = /response\.status="?2\d\d/.test(line)
    const isOurs = url.includes(`/${repository}/manifests/`) || url.includes(`/${repository}/blobs/`)
    return isOk && isOurs && URL.canParse(url) ? [new URL(url).host] : []
  })
  return hosts.length === 0 ? undefined : served(hosts.find((host) => host === apiHost(registry)) ?? hosts[0], registry)
}

function lastEndpoint(lines: readonly string[], { registry, repository }: ImageReference): Served | undefined {
  const familiar = registry === 'docker.io' ? repository.replace(/^library\//, '') : `${registry}/${repository}`
  const urls = lines.flatMap((line) => {
    const [, name, url = ''] = /Trying to pull (\S+) from (https?:\/\/[^\s"\\]+)/.exec(line) ?? []
    return name === familiar && URL.canParse(url) ? [new URL(url).host] : []
  })
  return urls.length === 0 ? undefined : served(urls.at(-1), registry)
}

function served(host: string | undefined, registry: string): Served | undefined {
  if (host === undefined) return undefined
  return { by: host === apiHost(registry) ? 'upstream' : 'mirror', host }
}
