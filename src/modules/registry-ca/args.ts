import * as z from 'zod'
import { argsObject, boolArg, intArg, textArg, textListArg } from '../arg-types.ts'
import { oneRegistryArg } from '../registry-utils/one-registry-arg.ts'

export const STORES = ['docker', 'containerd', 'containers', 'system'] as const

export type Store = (typeof STORES)[number]

export const registryCaArgs = argsObject(() => ({
  registry: oneRegistryArg().describe(
    'The host that is reached, as its certificate names it: host or host:port, without a scheme',
  ),
  state: z.enum(['present', 'absent']).default('present').describe('absent removes what this module puts in place'),
  store: textListArg()
    .pipe(z.array(z.enum(STORES)).min(1))
    .default(['docker'])
    .describe(
      'Who shall trust it: docker (/etc/docker/certs.d), containerd (hosts.toml), containers (podman, CRI-O), system (every program; restarts the daemons)',
    ),
  ca: textArg().optional().describe('The authority: PEM text, or the name of a PEM file of the controller'),
  client_cert: textArg().optional().describe('The certificate to show the registry: PEM text or a file'),
  client_key: textArg().optional().describe('Its private key: PEM text or a file. Never shown'),
  apply: z
    .enum(['auto', 'restart', 'stage'])
    .default('auto')
    .describe(
      'For the system store, which daemons read when they start. auto: restart them unless that ends containers for good. restart: also then. stage: no restart',
    ),
  probe: boolArg()
    .default(false)
    .describe('Reach the registry from the host, trusting this authority alone; where that fails all is put back'),
  verify_timeout: intArg().default(60).describe('Seconds that a restarted daemon has to come back'),
}))

export type RegistryCaArgs = z.output<typeof registryCaArgs>
