import * as z from 'zod'
import { validateInsecureRegistry } from '../../registry/docker/insecure-registry.ts'
import { validateMirror } from '../../registry/docker/mirror.ts'
import type { ValueFinding } from '../../registry/finding.ts'
import { argsObject, boolArg, countArg, intArg, pathArg, textListArg } from '../arg-types.ts'

export const DEFAULT_CONFIG_FILE = '/etc/docker/daemon.json'

/** Absent leaves a key alone; `[]`, `false` or null clears it. */
export const dockerRegistryArgs = argsObject(() => ({
  mirrors: checkedTexts((text) => validateMirror(text)).describe(
    'Mirrors of Docker Hub, asked in this order (registry-mirrors). [] clears',
  ),
  insecure_registries: checkedTexts(validateInsecureRegistry).describe(
    'Registries reached without TLS or with an unverified certificate: host[:port] or CIDR (insecure-registries). [] clears',
  ),
  max_concurrent_downloads: countArg().describe('Layers fetched at once by one pull. null: the default, 3'),
  max_concurrent_uploads: countArg().describe('Layers sent at once by one push. null: the default, 5'),
  max_download_attempts: countArg().describe('Attempts at each layer (Docker 20.10 and later). null: the default, 5'),
  live_restore: boolArg().nullish().describe('Keep containers running while dockerd is away. null or false clears'),
  extra: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Other keys of daemon.json, as written there. null clears a key'),
  apply: z
    .enum(['auto', 'reload', 'restart', 'stage'])
    .default('auto')
    .describe(
      'auto: the least that works, never one that ends containers for good. reload: fail where that is not enough. restart: whatever happens to containers. stage: write the file only',
    ),
  config_file: pathArg().default(DEFAULT_CONFIG_FILE).describe('The file that dockerd reads'),
  verify_timeout: intArg().default(60).describe('Seconds that the running daemon has to show the new configuration'),
  probe_mirrors: boolArg()
    .default(false)
    .describe('Ask every mirror for /v2/ from the host first; where one does not answer nothing is changed'),
  take_over: boolArg().default(false).describe('Edit the file although another tool manages it'),
}))

export type DockerRegistryArgs = z.output<typeof dockerRegistryArgs>

/** Bad entries are refused before any connection; a scheme in an insecure registry too, though dockerd would drop it. */
export function checkedTexts(rule: (text: string) => ValueFinding | undefined) {
  return textListArg()
    .superRefine((texts, context) => {
      for (const text of texts) {
        const finding = rule(text)
        if (finding === undefined) continue
        const fix = finding.fix === undefined ? '' : ` (${finding.fix})`
        context.addIssue({ code: 'custom', message: `${finding.message}${fix}` })
      }
    })
    .nullish()
}
