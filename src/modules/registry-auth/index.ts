import { err, ok } from '../../base/result.ts'
import { defineModule } from '../define-module.ts'
import { registryAuthArgs } from './args.ts'
import { credentialMissing } from './errors.ts'
import { registryAuthFacts } from './facts.ts'
import { planRegistryAuth } from './plan.ts'

/** The credential of one registry, where its consumer looks for it. */
export const registryAuth = defineModule({
  name: 'registry_auth',
  summary:
    'The credential of a registry for docker or podman of a user, kubelet or containerd, tried before it is written',
  args: registryAuthArgs,
  locksHost: true,
  returns: {
    registry: 'the registry',
    file: 'the file that holds the credential, links resolved',
    verified: 'whether the registry took the credential',
  },
  prepare: (args) => {
    const needed = args.state === 'present' ? (['username', 'password'] as const) : []
    const missing = needed.find((name) => args[name] === undefined)
    return Promise.resolve(missing === undefined ? ok(args) : err(credentialMissing(missing)))
  },
  keepsUndo: true,
  facts: registryAuthFacts,
  plan: planRegistryAuth,
})
