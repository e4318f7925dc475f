import { defineModule } from '../define-module.ts'
import { registryCaArgs } from './args.ts'
import { registryCaFacts } from './facts.ts'
import { planRegistryCa } from './plan.ts'
import { prepareCa } from './prepare.ts'

/** Authorities, and a certificate to show, for one registry. */
export const registryCa = defineModule({
  name: 'registry_ca',
  summary: 'The authority and client certificate of a registry, for Docker, containerd, podman or the whole system',
  args: registryCaArgs,
  locksHost: true,
  returns: {
    registry: 'the registry',
    action: 'what was done to the daemons: none, restart or staged',
    files: 'list of text: files that were written or removed',
    authorities: 'list of text: subjects of the certificates that were given',
    containers_stopped: 'list of text: containers of Docker that a restart stopped',
    containers_lost: 'list of text: those of them that do not come back by themselves',
  },
  prepare: prepareCa,
  keepsUndo: true,
  facts: registryCaFacts,
  plan: planRegistryCa,
})
