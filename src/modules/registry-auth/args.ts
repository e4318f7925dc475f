import * as z from 'zod'
import { argsObject, boolArg, intArg, pathArg, textArg } from '../arg-types.ts'
import { oneRegistryArg } from '../registry-utils/one-registry-arg.ts'

export const AUTH_CONSUMERS = ['docker', 'podman', 'kubelet', 'containerd'] as const

export type AuthConsumer = (typeof AUTH_CONSUMERS)[number]

export const registryAuthArgs = argsObject(() => ({
  registry: oneRegistryArg().describe('As images name it: docker.io, or host or host:port, without a scheme'),
  state: z.enum(['present', 'absent']).default('present').describe('absent removes the credential of this registry'),
  username: textArg()
    .refine((name) => name !== '' && !/[:\r\n]/.test(name), { error: 'expected a name without a colon' })
    .optional()
    .describe('Who pulls'),
  password: textArg()
    .refine((password) => password !== '', { error: 'expected a password or access token, found nothing' })
    .optional()
    .describe('Password or access token. In no argv, diff, journal or message'),
  consumer: z
    .enum(AUTH_CONSUMERS)
    .default('docker')
    .describe(
      'Who uses it: docker and podman (programs of one user), kubelet (every pull of a node), containerd (hosts.toml)',
    ),
  user: textArg()
    .refine((user) => /^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(user), { error: 'expected the name of a user of the host' })
    .default('root')
    .describe('Whose docker or podman: the credentials of a program are those of the user who runs it'),
  place: z
    .enum(['auto', 'header', 'config'])
    .default('auto')
    .describe(
      'For containerd. header: in hosts.toml, for registries with Basic, nothing is restarted. config: registry.configs of config.toml, for CRI alone, with a restart of containerd. auto: header where that works',
    ),
  config_file: pathArg().optional().describe('Another file than that of the consumer, in the form of a config.json'),
  verify: boolArg()
    .default(true)
    .describe('Ask the registry for /v2/ with the credential from the host first; where that fails nothing is changed'),
  ca: pathArg()
    .optional()
    .describe('A PEM file of the host with authorities to trust for that, besides those of certs.d'),
  timeout: intArg().default(10).describe('Seconds that a request may wait for anything to come'),
}))

export type RegistryAuthArgs = z.output<typeof registryAuthArgs>
