import * as z from 'zod'
import { registryFinding, serverFinding } from '../../registry/containerd/host-directory.ts'
import {
  CAPABILITIES,
  MIRROR_CAPABILITIES,
  mirrorHostFindings,
  type MirrorHost,
} from '../../registry/containerd/mirror-host.ts'
import type { ValueFinding } from '../../registry/finding.ts'
import { argsObject, boolArg, countArg, intArg, pathArg, textArg, textListArg } from '../arg-types.ts'

export const DEFAULT_CONFIG_PATH = '/etc/containerd/certs.d'
export const DEFAULT_CONFIG_FILE = '/etc/containerd/config.toml'

const mirrorArg = () =>
  z
    .union([
      textArg().transform((url) => ({ url })),
      z.strictObject({
        url: textArg(),
        capabilities: textListArg()
          .pipe(z.array(z.enum(CAPABILITIES)))
          .optional(),
        skip_verify: boolArg().optional(),
        ca: textListArg().optional(),
        override_path: boolArg().optional(),
        dial_timeout: textArg().optional(),
      }),
    ])
    .transform(toMirrorHost)

/** Absent registries are left alone; an empty list removes a registry's hosts.toml. */
export const containerdRegistryArgs = argsObject(() => ({
  mirrors: z
    .record(z.string(), z.array(mirrorArg()))
    .default({})
    .superRefine((mirrors, context) => {
      const findings = Object.entries(mirrors).flatMap(([registry, hosts]) => [
        registryFinding(registry),
        ...hosts.flatMap((host) => mirrorHostFindings(host)),
      ])
      report(context, findings)
    })
    .describe(
      'To each registry as images name it (docker.io, ghcr.io, host:port, _default) its mirrors in order: URLs, or {url, capabilities, skip_verify, ca, override_path, dial_timeout}. [] removes',
    ),
  server: z
    .record(z.string(), textArg())
    .default({})
    .superRefine((servers, context) => report(context, Object.values(servers).map(serverFinding)))
    .describe('To a registry the upstream that is asked last. Absent: the registry itself'),
  config_path: pathArg()
    .refine(isOneFolder, {
      error: 'expected one absolute folder: a list of two is not read by containerd 2.1 and later',
    })
    .default(DEFAULT_CONFIG_PATH)
    .describe('The folder of the hosts.toml files'),
  config_file: pathArg().default(DEFAULT_CONFIG_FILE).describe("containerd's own configuration"),
  max_concurrent_downloads: countArg().describe(
    'Layers fetched at once by one pull, in the plugin that pulls in this version. null: the default, 3',
  ),
  apply: z
    .enum(['auto', 'restart', 'stage'])
    .default('auto')
    .describe(
      'auto: restart containerd where config.toml changed, unless that would stop containers. restart: also then. stage: write the files only',
    ),
  convert_mirrors: boolArg()
    .default(false)
    .describe('Turn deprecated registry.mirrors of config.toml into hosts.toml files; without it they are refused'),
  verify_timeout: intArg().default(60).describe('Seconds that containerd and its CRI plugin have to come back'),
  probe_mirrors: boolArg()
    .default(false)
    .describe('Ask every mirror for /v2/ from the host first; where one does not answer nothing is changed'),
  take_over: boolArg().default(false).describe('Edit files although another tool manages them'),
}))

export type ContainerdRegistryArgs = z.output<typeof containerdRegistryArgs>

interface WrittenMirror {
  readonly url: string
  readonly capabilities?: MirrorHost['capabilities'] | undefined
  readonly skip_verify?: boolean | undefined
  readonly ca?: readonly string[] | undefined
  readonly override_path?: boolean | undefined
  readonly dial_timeout?: string | undefined
}

function toMirrorHost(written: WrittenMirror): MirrorHost {
  return {
    url: written.url.replace(/\/$/, ''),
    capabilities: written.capabilities ?? MIRROR_CAPABILITIES,
    skipVerify: written.skip_verify ?? false,
    ca: written.ca ?? [],
    client: [],
    overridePath: written.override_path ?? false,
    ...(written.dial_timeout !== undefined && { dialTimeout: written.dial_timeout }),
  }
}

function isOneFolder(path: string): boolean {
  return path.startsWith('/') && !path.includes(':')
}

export function report(context: z.RefinementCtx, findings: readonly (ValueFinding | undefined)[]): void {
  for (const finding of findings) {
    if (finding === undefined || finding.severity !== 'fatal') continue
    const fix = finding.fix === undefined ? '' : ` (${finding.fix})`
    context.addIssue({ code: 'custom', message: `${finding.message}${fix}` })
  }
}
