import type { Machine } from '../daemons/machine.ts'
import { failed, printed, type ToolOutput } from './tool-output.ts'

/**
 * A pull of a Docker Hub image through the mirrors that the daemon works with: the manifest is really asked for, over
 * HTTP. The upstream is never reached, so what no mirror has ends as it does without a network.
 */
export async function dockerPull(machine: Machine, image: string): Promise<ToolOutput> {
  const { repository, tag } = hubReference(image)
  for (const mirror of machine.config?.mirrors ?? []) {
    const url = `${mirror}v2/${repository}/manifests/${tag}`
    const accept = 'application/vnd.docker.distribution.manifest.v2+json'
    const answer = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (answer?.ok !== true) continue
    const digest = answer.headers.get('docker-content-digest') ?? 'sha256:unknown'
    return printed(`${tag}: Pulling from ${repository}\nDigest: ${digest}\ndocker.io/${repository}:${tag}`)
  }
  const upstream = 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'
  return failed(1, `Error response from daemon: ${upstream}`)
}

function hubReference(image: string): { readonly repository: string; readonly tag: string } {
  const [name = '', tag = 'latest'] = image.replace(/^docker\.io\//, '').split(':')
  return { repository: name.includes('/') ? name : `library/${name}`, tag }
}
