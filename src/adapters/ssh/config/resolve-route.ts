import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { ConnectionTarget } from '../../../ports/connector.ts'
import { ConfigFiles } from './config-files.ts'
import { jumpLoops, settingInvalid } from './errors.ts'
import type { ConfigItem } from './read-ssh-config.ts'
import { resolveHop, type HopRequest } from './resolve-hop.ts'
import { parseSshArgs } from './ssh-args.ts'
import type { SshEnvironment } from './ssh-environment.ts'
import type { SshHop } from './ssh-settings.ts'

/** The hops to a host in the order in which they are opened; the host itself is the last. */
export type SshRoute = readonly [...jumps: SshHop[], host: SshHop]

export function hostOf(route: SshRoute): SshHop {
  const host = route[route.length - 1]
  if (host === undefined) throw new Error('a route has at least the host')
  return host
}

/**
 * Settles how to reach a target. Jump hosts follow ssh_config for their own names, with the target's rules for host
 * keys; they may use its private key, never its password.
 */
export async function resolveRoute(
  target: ConnectionTarget,
  environment: SshEnvironment,
  files: ConfigFiles = new ConfigFiles(environment),
): Promise<Result<SshRoute, LongshoreError>> {
  const args = parseSshArgs(target.sshArgs)
  if (!args.ok) return args
  const config = await files.items(target.sshConfigFile ?? args.value.configFile)
  if (!config.ok) return config
  const host = resolveHop(
    {
      name: target.name,
      address: target.address,
      port: target.port,
      user: target.user,
      password: target.password,
      passphrase: target.privateKeyPassphrase,
      identityFile: target.privateKeyFile,
      hostKeyChecking: target.hostKeyChecking,
      knownHostsFile: target.knownHostsFile,
      options: args.value.options,
      connectTimeoutMs: target.connectTimeoutMs,
    },
    config.value,
    environment,
  )
  if (!host.ok) return host
  const inherited = args.value.options.filter(([keyword]) =>
    ['userknownhostsfile', 'globalknownhostsfile', 'stricthostkeychecking', 'connecttimeout'].includes(keyword),
  )
  const requestOf = (jump: Jump): HopRequest => ({
    name: jump.host,
    address: jump.host,
    port: jump.port,
    user: jump.user,
    passphrase: target.privateKeyPassphrase,
    hostKeyChecking: target.hostKeyChecking,
    knownHostsFile: target.knownHostsFile,
    options: target.privateKeyFile === undefined ? inherited : [...inherited, ['identityfile', target.privateKeyFile]],
    connectTimeoutMs: target.connectTimeoutMs,
  })
  const jumps = resolveJumps(host.value.proxyJump, [target.name], requestOf, config.value, environment)
  return jumps.ok ? ok([...jumps.value, host.value.hop]) : jumps
}

interface Jump {
  readonly user: string | undefined
  readonly host: string
  readonly port: number | undefined
}

/** The first of a list of jump hosts may be reached through others of its own; the rest go through the one before. */
function resolveJumps(
  list: readonly string[],
  chain: readonly string[],
  requestOf: (jump: Jump) => HopRequest,
  config: readonly ConfigItem[],
  environment: SshEnvironment,
): Result<readonly SshHop[], LongshoreError> {
  const hops: SshHop[] = []
  for (const [at, text] of list.entries()) {
    const jump = parseJump(text)
    if (jump === undefined) return err(settingInvalid('ProxyJump', text, '[user@]host[:port]', chain.join(' -> ')))
    const resolved = resolveHop(requestOf(jump), config, environment)
    if (!resolved.ok) return resolved
    if (at === 0 && resolved.value.proxyJump.length > 0) {
      const way = [...chain, text]
      if (chain.includes(text)) return err(jumpLoops(chain[0] ?? text, way))
      const before = resolveJumps(resolved.value.proxyJump, way, requestOf, config, environment)
      if (!before.ok) return before
      hops.push(...before.value)
    }
    hops.push(resolved.value.hop)
  }
  return ok(hops)
}

function parseJump(text: string): Jump | undefined {
  const found = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([^\]]+)\]|([^:@\s[\]/]+))(?::(\d+))?\/?$/.exec(text)
  if (found === null) return undefined
  const [, user, bracketed, plain, port] = found
  const host = bracketed ?? plain
  return host === undefined ? undefined : { user, host, port: port === undefined ? undefined : Number(port) }
}
