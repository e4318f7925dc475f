import { parseImageReference } from '../../registry/image-reference.ts'
import { apiHost, apiUrl, manifestUrl, type Consumer } from '../../registry/registry-urls.ts'
import type { RegistryQuestion } from '../registry-utils/registry-talk.ts'
import type { RegistryProbeArgs } from './args.ts'

/** What the consumer would ask, and by which URLs. */
export function questionOf(args: RegistryProbeArgs): RegistryQuestion {
  const image = args.image === undefined ? undefined : parseImageReference(args.image)
  const url = args.url ?? `https://${apiHost(image?.registry ?? '')}`
  const endpoint = { url, consumer: args.consumer, overridePath: args.override_path }
  return {
    unit: args.consumer === 'containerd' ? 'containerd.service' : 'docker.service',
    trustFolders: TRUST[args.consumer].map((folder) => `${folder}/${new URL(url).host}`),
    ca: args.ca,
    validateCerts: args.validate_certs,
    apiUrl: apiUrl(endpoint),
    manifestUrl: image === undefined ? undefined : manifestUrl(endpoint, image),
    repository: image?.repository ?? '',
    user: args.username,
    password: args.password,
    timeout: args.timeout,
  }
}

/** Folders of certificates that a consumer reads, by host. */
const TRUST: Readonly<Record<Consumer, readonly string[]>> = {
  docker: ['/etc/docker/certs.d'],
  containerd: ['/etc/containerd/certs.d'],
  buildkit: ['/etc/docker/certs.d'],
  containers: ['/etc/containers/certs.d', '/etc/docker/certs.d'],
}
