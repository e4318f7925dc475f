export const RUNTIMES = [
  'docker',
  'docker-rootless',
  'docker-snap',
  'containerd',
  'nerdctl',
  'k3s',
  'rke2',
  'crio',
  'podman',
  'buildkit',
] as const

export type RuntimeName = (typeof RUNTIMES)[number]
