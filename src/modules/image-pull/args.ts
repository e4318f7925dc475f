import * as z from 'zod'
import { parseImageReference } from '../../registry/image-reference.ts'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'

export const imagePullArgs = argsObject(() => ({
  name: textArg()
    .refine((name) => parseImageReference(name) !== undefined, {
      error: 'expected the name of an image, such as alpine:3, ghcr.io/owner/app@sha256:... or reg:5000/app:1',
    })
    .describe('The image, as docker pull takes it'),
  runtime: z
    .enum(['auto', 'docker', 'containerd'])
    .default('auto')
    .describe('Who pulls. auto: Docker where dockerd runs, else containerd (by crictl where it is there, else by ctr)'),
  namespace: textArg()
    .refine((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name), { error: 'expected the name of a namespace' })
    .default('k8s.io')
    .describe('Namespace of containerd'),
  hosts_dir: pathArg().default('/etc/containerd/certs.d').describe('The config_path of containerd, for ctr'),
  pull: z
    .enum(['always', 'missing'])
    .default('missing')
    .describe('always: also where the image is there, since its tag may have moved'),
  via_mirror: boolArg()
    .default(false)
    .describe('Fail unless it is proven that a mirror gave the image, and not its registry. Pulls in any case'),
}))

export type ImagePullArgs = z.output<typeof imagePullArgs>
