import type { Finding, Unplaced } from '../finding.ts'
import { entriesOf, isEmpty, type Place, type PlacedNode } from '../placed-node.ts'
import { endpointFindings, hostOfEndpoint } from './endpoint.ts'
import { rewriteFindings } from './rewrite.ts'
import { shapeFindings } from './registries-shape.ts'

/**
 * What k3s and RKE2 make of a registries.yaml. It is read when the service starts; from it containerd's hosts.toml files
 * are generated. Source: rancher/wharfie pkg/registries, k3s pkg/agent/containerd.
 */
export function validateRegistriesYaml(root: PlacedNode): Finding[] {
  if (isEmpty(root)) return []
  const shape = shapeFindings(root)
  return shape.some(({ severity }) => severity === 'fatal') ? shape : [...shape, ...meaningFindings(root)]
}

function meaningFindings(root: PlacedNode): Finding[] {
  const mirrors = entriesOf(root).find(({ key }) => key === 'mirrors')?.value
  const configs = entriesOf(root).find(({ key }) => key === 'configs')?.value
  const mirrorEntries = mirrors === undefined ? [] : entriesOf(mirrors)
  const configured = configs === undefined ? [] : entriesOf(configs).map(({ key }) => key)
  const mirrorHosts = new Map(mirrorEntries.map(({ key, value }) => [key, tlsHostsOf(value)]))
  const hosts = new Set(mirrorEntries.flatMap(({ key, value }) => [key, ...endpointsOf(value).map(hostOfEndpoint)]))
  return [
    ...mirrorEntries.flatMap(({ key, keyAt, value }) => mirrorFindings(key, keyAt, value)),
    ...(configs === undefined ? [] : entriesOf(configs)).flatMap(({ key, keyAt, value }) =>
      placed(keyAt, [
        ...configFindings(key, value, hosts, mirrorEntries.length > 0),
        ...upstreamTlsFindings(key, value, mirrorHosts.get(key) ?? [], configured),
      ]),
    ),
  ]
}

function mirrorFindings(registry: string, at: Place, mirror: PlacedNode): Finding[] {
  const fields = entriesOf(mirror)
  const endpoint = fields.find(({ key }) => key === 'endpoint')?.value
  const rewrite = fields.find(({ key }) => key === 'rewrite')?.value
  const items = endpoint?.kind === 'list' ? endpoint.items : []
  return [
    ...placed(at, registryFindings(registry)),
    ...items.flatMap((item) => (item.kind === 'scalar' ? placed(item.at, endpointFindings(String(item.value))) : [])),
    ...(rewrite === undefined ? [] : rewriteFindings(rewrite, items.length > 0)),
  ]
}

/** Endpoints of one mirror, in order. */
function endpointsOf(mirror: PlacedNode): string[] {
  const endpoint = entriesOf(mirror).find(({ key }) => key === 'endpoint')?.value
  if (endpoint?.kind !== 'list') return []
  return endpoint.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []))
}

function registryFindings(registry: string): Unplaced[] {
  if (registry.includes('://')) {
    const message = `mirror ${registry} has a scheme: no image is of a registry of that name, so it is never used`
    return [{ severity: 'ignored', code: 'host-key', message, fix: `write ${bare(registry)}` }]
  }
  if (!/^(index|registry-1|registry\.hub|hub)\.docker\.(io|com)$/.test(registry)) return []
  const message = `mirror ${registry}: images of Docker Hub are named docker.io, so it is never used`
  return [{ severity: 'ignored', code: 'host-key', message, fix: 'write docker.io' }]
}

function configFindings(host: string, config: PlacedNode, hosts: ReadonlySet<string>, hasMirrors: boolean): Unplaced[] {
  if (host.includes('://')) {
    const message = `configs ${host} has a scheme: it is matched by host alone, so its settings are not used`
    return [{ severity: 'ignored', code: 'host-key', message, fix: `write ${bare(host)}` }]
  }
  const tls = entriesOf(config).some(({ key }) => key === 'tls')
  if (!tls || !hasMirrors || hosts.has(host) || hosts.has('*') || host === '*') return []
  const message = `configs ${host} has tls, and no mirror or endpoint is that host: TLS settings belong to the host that is asked`
  return [
    { severity: 'warning', code: 'host-key', message, fix: `name a host of an endpoint: ${[...hosts].join(', ')}` },
  ]
}

/** TLS settings count for the host that is asked: those of a registry do nothing for its mirrors. */
function upstreamTlsFindings(
  host: string,
  config: PlacedNode,
  mirrors: readonly string[],
  configured: readonly string[],
): Unplaced[] {
  const tls = entriesOf(config).some(({ key }) => key === 'tls')
  const open = mirrors.filter((mirror) => mirror !== host && !configured.includes(mirror))
  if (!tls || open.length === 0) return []
  const message = `the tls of ${host} counts for ${host} itself: its mirror ${open.join(', ')} is asked without it`
  return [{ severity: 'warning', code: 'host-key', message, fix: `write the tls under ${open.join(', ')}` }]
}

/** The hosts of a mirror's endpoints that are asked over TLS. */
function tlsHostsOf(mirror: PlacedNode): string[] {
  return endpointsOf(mirror)
    .filter((endpoint) => !/^http:/i.test(endpoint))
    .map(hostOfEndpoint)
}

function bare(text: string): string {
  return text.replace(/^.*:\/\//, '').replace(/\/.*$/, '')
}

function placed({ line, column }: Place, findings: readonly Unplaced[]): Finding[] {
  return findings.map((finding) => ({ ...finding, line, column }))
}
