import { firstWith, has } from '../../registry/capabilities/matrix.ts'
import type { DockerRegistryFacts } from './facts.ts'
import type { FileChange } from './file-change.ts'
import type { SoundHost } from './preflight.ts'

/** What this daemon takes and does not follow, or does otherwise than one would think. */
export function unheardWarnings(facts: DockerRegistryFacts, { version }: SoundHost, change: FileChange): string[] {
  const inContainerd = facts.info.kind === 'running' && facts.info.store === 'containerd'
  return [
    ...(inContainerd
      ? [...ignoredLimits(version, change), ...tokensByTls(version, change)]
      : loginsInTheOpen(facts, change)),
    ...mirrorsWithLogin(facts),
  ]
}

function ignoredLimits(version: SoundHost['version'], { after }: FileChange): string[] {
  if (has('docker', version, 'containerd-store-transfer-limits')) return []
  return ['max-concurrent-downloads', 'max-concurrent-uploads']
    .filter((key) => Object.hasOwn(after.keys, key))
    .map((key) => `${key} has no effect: Docker ${version} ignores it with the containerd image store`)
}

function tokensByTls(version: SoundHost['version'], { after }: FileChange): string[] {
  const insecure = after.keys['insecure-registries']
  if (!Array.isArray(insecure) || insecure.length === 0) return []
  if (has('docker', version, 'token-requests-follow-tls-settings')) return []
  const first = firstWith('docker', 'token-requests-follow-tls-settings') ?? ''
  return [
    `insecure-registries do not count for token requests with the containerd image store before Docker ${first}: a token service of a private authority needs it in the system store (registry_ca)`,
  ]
}

/** moby/moby#30880: dockerd has no way to log in at a mirror. */
function mirrorsWithLogin({ answers }: DockerRegistryFacts): string[] {
  return answers
    .filter(({ status }) => status === 401)
    .map(
      ({ url }) =>
        `${url} wants a credential (401), and dockerd never sends one of the mirror's own: unless it lets anybody pull, pulls go to the upstream`,
    )
}

/** moby/moby#42022: the graphdriver store shows the client's login to Docker Hub to each of its mirrors. */
function loginsInTheOpen({ hubLogins }: DockerRegistryFacts, { after }: FileChange): string[] {
  const mirrors = after.keys['registry-mirrors']
  if (hubLogins.length === 0 || !Array.isArray(mirrors)) return []
  return mirrors
    .filter((url) => typeof url === 'string' && /^http:/i.test(url))
    .map(
      (url) =>
        `dockerd sends a login to Docker Hub (${hubLogins.join(', ')}) to ${url} as well, which has no TLS: give the mirror TLS, or log out`,
    )
}
