import { registryFinding } from '../../registry/containerd/host-directory.ts'
import { textArg } from '../arg-types.ts'

/** One registry as images name it: host or host:port. What belongs to it is kept by host, so that `_default` is none. */
export function oneRegistryArg() {
  return textArg().superRefine((registry, context) => {
    const isForAll = registry.startsWith('_') || registry === '*'
    const finding = isForAll ? { message: 'expected one registry, not all of them' } : registryFinding(registry)
    if (finding !== undefined) context.addIssue({ code: 'custom', message: finding.message })
  })
}
