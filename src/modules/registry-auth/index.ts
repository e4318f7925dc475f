import { err, ok } from '../../base/result.ts'
import { defineModule } from '../define-module.ts'
import { registryAuthArgs } from './args.ts'
import { credentialMissing } from './errors.ts'
import { factsOf, sharedFacts } from '../registry-utils/shared-facts.ts'
import { goesToConfig, planConfigAuth } from './config-auth.ts'
import { registryAuthSheets } from './facts.ts'
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
    action: 'none, restart or staged: what containerd needs to read it',
    verified: 'whether the registry took the credential',
  },
  prepare: (args) => {
    const needed = args.state === 'present' ? (['username', 'password'] as const) : []
    const missing = needed.find((name) => args[name] === undefined)
    return Promise.resolve(missing === undefined ? ok(args) : err(credentialMissing(missing)))
  },
  keepsUndo: true,
  facts: (args) => sharedFacts(registryAuthSheets(args)),
  plan: (args, gathered) => {
    const { auth: authSheet, containerd } = registryAuthSheets(args)
    const auth = factsOf(authSheet, gathered)
    const config = () =>
      containerd === undefined ? undefined : planConfigAuth(args, auth, factsOf(containerd, gathered))
    if (goesToConfig(args, auth)) return config() ?? planRegistryAuth(args, auth)
    const plan = planRegistryAuth(args, auth)
    // It may be in either place, and the registry is not asked which would do.
    return args.state === 'absent' && plan.kind === 'in-desired-state' ? (config() ?? plan) : plan
  },
})
