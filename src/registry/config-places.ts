/** Where everything is that decides how a host pulls: shell patterns, and folders below which all counts. */
export interface ConfigPlaces {
  readonly patterns: readonly string[]
  /** Those of them that hold credentials whatever is in them. */
  readonly secrets: readonly string[]
}

const UNITS = ['docker', 'containerd', 'k3s', 'k3s-agent', 'rke2-server', 'rke2-agent', 'crio', 'buildkit', 'kubelet']

/** docker.socket decides where dockerd listens. */
const UNIT_FILES = [...UNITS.map((name) => `${name}.service`), 'docker.socket']

/** Sources: systemd.unit(5), docker-docs config/daemon and engine/security/rootless, containerd docs/hosts.md, docs.k3s.io installation/private-registry. */
const PLACES = [
  '/etc/docker/daemon.json',
  '/etc/docker/certs.d',
  '/var/snap/docker/current/config/daemon.json',
  '/home/*/.config/docker/daemon.json',
  '/etc/containerd',
  '/etc/rancher/k3s/registries.yaml',
  '/etc/rancher/rke2/registries.yaml',
  '/var/lib/rancher/*/agent/etc/containerd/*.tmpl',
  '/etc/containers/registries.conf',
  '/etc/containers/registries.conf.d',
  '/etc/containers/certs.d',
  '/etc/containers/policy.json',
  '/etc/crio/crio.conf',
  '/etc/crio/crio.conf.d',
  '/etc/buildkit/buildkitd.toml',
  '/etc/nerdctl/nerdctl.toml',
  '/etc/default/docker',
  '/etc/sysconfig/docker',
  '/etc/default/kubelet',
  '/etc/sysconfig/kubelet',
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source/anchors',
  '/etc/pki/trust/anchors',
  '/etc/ca-certificates/trust-source/anchors',
  '/var/lib/longshore/registry/owned.json',
]

const SECRETS = [
  '/root/.docker/config.json',
  '/home/*/.docker/config.json',
  '/root/.config/containers/auth.json',
  '/home/*/.config/containers/auth.json',
  '/var/lib/kubelet/config.json',
  '/var/lib/kubelet/.dockercfg',
]

export const CONFIG_PLACES: ConfigPlaces = {
  patterns: [
    ...PLACES,
    ...UNIT_FILES.flatMap((unit) => [
      `/etc/systemd/system/${unit}`,
      `/etc/systemd/system/${unit}.d`,
      `/usr/lib/systemd/system/${unit}`,
      `/usr/lib/systemd/system/${unit}.d`,
      `/lib/systemd/system/${unit}`,
    ]),
  ],
  secrets: SECRETS,
}

/** A package of the host's brings it and changes it: kept to be looked at, and put back only where it is asked for by name. */
export function isOfPackage(path: string): boolean {
  return path.startsWith('/usr/lib/') || path.startsWith('/lib/')
}
