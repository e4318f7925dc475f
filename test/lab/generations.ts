/** One generation of Docker and containerd, and the Debian suite that ships it. */
export interface Generation {
  readonly name: HostName
  readonly suite: string
  readonly address: string
  /** Start of the version that the suite's packages report. */
  readonly docker: string
  readonly containerd: string
  /** Packages that only this suite has. */
  readonly extraPackages: readonly string[]
}

export const HOST_NAMES = ['g1', 'g2', 'g3'] as const
export type HostName = (typeof HOST_NAMES)[number]

export const GENERATIONS = {
  g1: {
    name: 'g1',
    suite: 'bookworm',
    address: '10.77.0.11',
    docker: '20.10.',
    containerd: '1.6.',
    extraPackages: [],
  },
  g2: {
    name: 'g2',
    suite: 'trixie',
    address: '10.77.0.12',
    docker: '26.1.',
    containerd: '1.7.',
    extraPackages: ['docker-cli'],
  },
  g3: {
    name: 'g3',
    suite: 'forky',
    address: '10.77.0.13',
    docker: '28.',
    containerd: '2.',
    extraPackages: ['docker-cli'],
  },
} as const satisfies Record<HostName, Generation>

export function isHostName(text: string): text is HostName {
  return HOST_NAMES.some((name) => name === text)
}
