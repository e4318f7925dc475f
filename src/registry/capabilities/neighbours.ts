import { since, type Capabilities } from './capability.ts'

/** What releases of k3s and RKE2 do differently; both carry the version of their Kubernetes. */
export const K3S = {
  'disable-default-registry-endpoint': {
    versions: since('1.26.13'),
    what: '--disable-default-registry-endpoint leaves out the registry itself, which else is asked last (1.26.13, 1.27.10, 1.28.6, 1.29.1 and later)',
    source: 'k3s docs, private registry configuration',
  },
} as const satisfies Capabilities
