import * as z from 'zod'
import { registryFinding } from '../../registry/containerd/host-directory.ts'
import {
  CAPABILITIES,
  MIRROR_CAPABILITIES,
  mirrorHostFindings,
  type MirrorHost,
} from '../../registry/containerd/mirror-host.ts'
import { validateInsecureRegistry } from '../../registry/docker/insecure-registry.ts'
import type { ValueFinding } from '../../registry/finding.ts'
import { argsObject, boolArg, countArg, intArg, textArg, textListArg } from '../arg-types.ts'
import { report } from '../containerd-registry/args.ts'
import { checkedTexts } from '../docker-registry/args.ts'
import { RUNTIMES } from './runtime-names.ts'

/** What is wrong in one mirror ends its check: the rules after it read a whole one. */
const hostPath = () =>
  textArg().pipe(z.string().startsWith('/', { error: 'expected an absolute path on the host', abort: true }))

const tlsArg = () =>
  z
    .strictObject({
      ca: hostPath().optional(),
      client_cert: hostPath().optional(),
      client_key: hostPath().optional(),
      skip_verify: boolArg().optional(),
    })
    .refine((tls) => (tls.client_cert === undefined) === (tls.client_key === undefined), {
      error: 'client_cert and client_key belong together',
      abort: true,
    })

const mirrorArg = () =>
  z
    .preprocess(
      (written) => (typeof written === 'string' ? { url: written } : written),
      z.strictObject({
        url: textArg(),
        tls: tlsArg().optional(),
        capabilities: textListArg()
          .pipe(z.array(z.enum(CAPABILITIES)).min(1, { abort: true }))
          .optional(),
        override_path: boolArg().optional(),
        dial_timeout: textArg().optional(),
      }),
    )
    .transform(toMirrorHost)

export const registryConfigArgs = argsObject(() => ({
  mirrors: z
    .record(z.string(), z.array(mirrorArg()))
    .default({})
    .superRefine((mirrors, context) => report(context, mirrorFindings(mirrors)))
    .describe(
      'To each registry as images name it (docker.io, ghcr.io, host:port, _default) its mirrors in order: URLs, or {url, tls: {ca, client_cert, client_key, skip_verify}, capabilities, override_path, dial_timeout}. Files are named by their paths on the host',
    ),
  insecure: checkedTexts(validateInsecureRegistry).describe(
    'Registries reached without TLS or with an unverified certificate: host[:port] or CIDR',
  ),
  parallel_pulls: countArg().describe('Layers that one pull fetches at once'),
  retries: countArg().describe('Attempts at each layer'),
  proxies: z
    .strictObject({
      http: textArg().optional(),
      https: textArg().optional(),
      no_proxy: textListArg().optional(),
    })
    .optional()
    .describe('Proxies on the way to registries: {http, https, no_proxy}'),
  credentials: z
    .unknown()
    .optional()
    .refine((given) => given === undefined, {
      error: 'no part of this module: registry_auth puts credentials where each runtime looks',
    })
    .describe('Not taken here: registry_auth puts credentials where each runtime looks'),
  state: z
    .enum(['present', 'absent'])
    .default('present')
    .describe('absent: take out everything that this module ever put there, and nothing else'),
  unsupported: z
    .enum(['fail', 'warn'])
    .default('fail')
    .describe(
      'Where a runtime has no place for a part of it. fail: nothing is changed on that host. warn: the rest is applied',
    ),
  exclusive: boolArg()
    .default(false)
    .describe('Entries of others, in the lists that are named here, go too. false: they stay, after these'),
  runtimes: textListArg()
    .pipe(z.array(z.enum(RUNTIMES)).min(1))
    .optional()
    .describe('Only these of the runtimes that are found. Absent: all'),
  apply: z
    .enum(['auto', 'restart', 'stage'])
    .default('auto')
    .describe(
      'auto: the least that works, never one that ends containers for good. restart: whatever happens to containers. stage: write the files only',
    ),
  verify_timeout: intArg().default(60).describe('Seconds that each running daemon has to show the new configuration'),
  probe_mirrors: boolArg()
    .default(false)
    .describe('Ask every mirror for /v2/ from the host first; where one does not answer nothing is changed'),
  take_over: boolArg().default(false).describe('Edit files although another tool manages them'),
}))

export type RegistryConfigArgs = z.output<typeof registryConfigArgs>

function mirrorFindings(mirrors: Readonly<Record<string, readonly MirrorHost[]>>): (ValueFinding | undefined)[] {
  return Object.entries(mirrors).flatMap(([registry, hosts]) => [
    registryFinding(registry),
    ...hosts.flatMap((host) => mirrorHostFindings(host)),
  ])
}

interface WrittenMirror {
  readonly url: string
  readonly tls?: z.output<ReturnType<typeof tlsArg>> | undefined
  readonly capabilities?: MirrorHost['capabilities'] | undefined
  readonly override_path?: boolean | undefined
  readonly dial_timeout?: string | undefined
}

function toMirrorHost({ url, tls, capabilities, override_path, dial_timeout }: WrittenMirror): MirrorHost {
  const { ca, client_cert, client_key } = tls ?? {}
  return {
    url: url.replace(/\/$/, ''),
    capabilities: capabilities ?? MIRROR_CAPABILITIES,
    skipVerify: tls?.skip_verify ?? false,
    ca: ca === undefined ? [] : [ca],
    client: client_cert === undefined || client_key === undefined ? [] : [[client_cert, client_key]],
    overridePath: override_path ?? false,
    ...(dial_timeout !== undefined && { dialTimeout: dial_timeout }),
  }
}
