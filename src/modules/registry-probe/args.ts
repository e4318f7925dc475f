import * as z from 'zod'
import { parseImageReference } from '../../registry/image-reference.ts'
import { CONSUMERS } from '../../registry/registry-urls.ts'
import { argsObject, boolArg, intArg, pathArg, textArg } from '../arg-types.ts'

export const registryProbeArgs = argsObject(() => ({
  url: textArg()
    .superRefine((url, context) => {
      const problem = urlProblem(url)
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
    })
    .optional()
    .describe('The registry or mirror to ask, with its scheme. Absent: the registry of image itself, by https'),
  image: textArg()
    .refine((image) => parseImageReference(image) !== undefined, {
      error: 'expected the name of an image, such as alpine:3',
    })
    .optional()
    .describe('An image to ask for (its manifest, not its layers)'),
  consumer: z
    .enum(CONSUMERS)
    .default('docker')
    .describe('Whose way is gone: proxies, certificates, and the URL that it makes of a mirror with a path'),
  override_path: boolArg().default(false).describe("containerd's override_path: no /v2 is put after the path"),
  username: textArg().optional().describe('Who asks. Absent: nobody in particular'),
  password: textArg().optional().describe('Reaches curl on its stdin, and is shown nowhere'),
  ca: pathArg().optional().describe('A PEM file of the host with authorities to trust, besides those of the consumer'),
  validate_certs: boolArg().default(true).describe('false: as for an insecure registry'),
  timeout: intArg().default(10).describe('Seconds that one request may wait for anything to come'),
  fail_on_problem: boolArg().default(true).describe('false: a failed stage is told in the return values alone'),
}))

export type RegistryProbeArgs = z.output<typeof registryProbeArgs>

function urlProblem(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined) return `expected a URL with its scheme: write https://${url}, or http:// if it has no TLS`
  if (scheme !== 'http' && scheme !== 'https') return `the scheme ${scheme}:// is not one of http:// and https://`
  if (/^[^/?#]*@/.test(url.slice(scheme.length + 3)))
    return 'a user name or password is not allowed in it: use username and password'
  return URL.canParse(url) && !/[\s"\\?#]/.test(url) ? undefined : 'not a URL of a registry'
}
