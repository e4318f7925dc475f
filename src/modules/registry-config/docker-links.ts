import type { Desired } from '../../registry/desired/desired.ts'
import { hostOfMirror } from '../../registry/desired/desired.ts'
import type { MirrorHost } from '../../registry/containerd/mirror-host.ts'

/** A link below /etc/docker/certs.d to a certificate that the operator keeps elsewhere on the host. */
export interface CertLink {
  readonly path: string
  readonly target: string
}

/** For mirrors of Docker Hub: dockerd looks into the folder of the host that it asks (moby ReadCertsDirectory). */
export function linksFor({ mirrors }: Pick<Desired, 'mirrors'>): CertLink[] {
  return (mirrors['docker.io'] ?? []).flatMap(linksOf)
}

export function linksOf(host: MirrorHost): CertLink[] {
  const folder = `/etc/docker/certs.d/${hostOfMirror(host)}`
  const [certificate, key] = host.client[0] ?? []
  const link = (name: string, target: string | undefined): CertLink[] =>
    target === undefined ? [] : [{ path: `${folder}/${name}`, target }]
  return [
    ...link('longshore-ca.crt', host.ca[0]),
    ...link('longshore.cert', certificate),
    ...link('longshore.key', key),
  ]
}
