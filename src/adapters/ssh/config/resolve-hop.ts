import { join } from 'node:path'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Secret } from '../../../base/secret.ts'
import { directiveNotSupported, settingInvalid } from './errors.ts'
import { evaluateConfig, type DirectiveValue } from './evaluate-config.ts'
import type { ConfigItem } from './read-ssh-config.ts'
import type { SshEnvironment } from './ssh-environment.ts'
import type { HostKeyChecking, Identity, SshHop } from './ssh-settings.ts'

/** What is said of one hop elsewhere than in ssh_config, strongest first: the fields, then `options` (-o and the like). */
export interface HopRequest {
  readonly name: string
  readonly address: string
  readonly port: number | undefined
  readonly user: string | undefined
  readonly password?: Secret | undefined
  readonly passphrase?: Secret | undefined
  readonly identityFile?: string | undefined
  readonly hostKeyChecking: HostKeyChecking | undefined
  readonly knownHostsFile: string | undefined
  readonly options: readonly (readonly [string, string])[]
  readonly connectTimeoutMs: number
}

export interface ResolvedHop {
  readonly hop: SshHop
  /** `[user@]host[:port]`, first hop first; empty for a direct way. */
  readonly proxyJump: readonly string[]
}

const DEFAULT_IDENTITIES = ['id_ed25519', 'id_ecdsa', 'id_rsa']

/** Settles one hop: explicit fields, then ssh arguments, then ssh_config, then OpenSSH's defaults. */
export function resolveHop(
  request: HopRequest,
  config: readonly ConfigItem[],
  environment: SshEnvironment,
): Result<ResolvedHop, LongshoreError> {
  const query = { originalHost: request.address, user: request.user, localUser: environment.localUser }
  const evaluated = evaluateConfig(request.options, config, query)
  if (!evaluated.ok) return evaluated
  const { first, identityFiles } = evaluated.value
  const one = (keyword: string) => first.get(keyword)?.values[0]
  const proxyCommand = first.get('proxycommand')?.values.join(' ')
  if (proxyCommand !== undefined && proxyCommand.toLowerCase() !== 'none' && one('proxyjump') === undefined) {
    return err(directiveNotSupported('ProxyCommand', proxyCommand, request.name))
  }
  const address = (one('hostname') ?? request.address).replaceAll('%h', request.address).replaceAll('%%', '%')
  const port = request.port === undefined ? numberOf(first, 'port', 22, 65_535) : ok(request.port)
  const checking = request.hostKeyChecking === undefined ? checkingOf(first) : ok(request.hostKeyChecking)
  const timeout = numberOf(first, 'connecttimeout', request.connectTimeoutMs / 1000, 86_400)
  const alive = numberOf(first, 'serveraliveinterval', 15, 86_400)
  const aliveCount = numberOf(first, 'serveralivecountmax', 3, 1000)
  for (const setting of [port, checking, timeout, alive, aliveCount]) if (!setting.ok) return setting
  if (!port.ok || !checking.ok || !timeout.ok || !alive.ok || !aliveCount.ok) throw new Error('unreachable')
  const user = request.user ?? one('user') ?? environment.localUser
  const path = pathExpander(environment, { host: address, port: port.value, user, original: request.address })
  const named = request.identityFile === undefined ? [] : [request.identityFile]
  const identities: readonly Identity[] = [
    ...named.map((file) => ({ path: path(file), required: true })),
    ...identityFiles
      .filter((file) => file.toLowerCase() !== 'none')
      .map((file) => ({ path: path(file), required: false })),
  ]
  const defaults = DEFAULT_IDENTITIES.map((file) => ({ path: join(environment.home, '.ssh', file), required: false }))
  const files = (keyword: string, otherwise: readonly string[]) =>
    (first.get(keyword)?.values ?? otherwise)
      .flatMap((value) => value.split(/[ \t]+/))
      .filter((file) => file !== 'none')
      .map(path)
  return ok({
    hop: {
      name: request.name,
      address,
      port: port.value,
      user,
      hostKeyAlias: one('hostkeyalias'),
      hostKeyChecking: checking.value,
      userKnownHostsFiles:
        request.knownHostsFile === undefined
          ? files('userknownhostsfile', ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'])
          : [path(request.knownHostsFile)],
      globalKnownHostsFiles:
        request.knownHostsFile === undefined
          ? files('globalknownhostsfile', ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'])
          : [],
      hashKnownHosts: isYes(one('hashknownhosts')),
      identities: identities.length > 0 || identityFiles.length > 0 ? identities : defaults,
      identitiesOnly: isYes(one('identitiesonly')),
      agentSocket: agentOf(one('identityagent'), environment, path),
      password: request.password,
      passphrase: request.passphrase,
      connectTimeoutMs: timeout.value * 1000,
      keepaliveMs: alive.value * 1000,
      keepaliveCount: aliveCount.value,
    },
    proxyJump: jumpsOf(one('proxyjump')),
  })
}

function jumpsOf(value: string | undefined): readonly string[] {
  if (value === undefined || value.toLowerCase() === 'none') return []
  return value.split(',').map((jump) => jump.trim())
}

function agentOf(
  value: string | undefined,
  environment: SshEnvironment,
  path: (text: string) => string,
): string | undefined {
  if (value === undefined || value === 'SSH_AUTH_SOCK' || value === '$SSH_AUTH_SOCK') return environment.agentSocket
  return value.toLowerCase() === 'none' ? undefined : path(value)
}

function numberOf(
  first: ReadonlyMap<string, DirectiveValue>,
  keyword: string,
  otherwise: number,
  most: number,
): Result<number, LongshoreError> {
  const set = first.get(keyword)
  const text = set?.values[0]
  if (set === undefined || text === undefined) return ok(otherwise)
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= most && (keyword !== 'port' || value > 0)) return ok(value)
  return err(settingInvalid(keyword, text, `a whole number up to ${most}`, set.at))
}

/** OpenSSH's words. `ask` has nobody to ask here and is strict; `no` accepts what is new and what has changed. */
function checkingOf(first: ReadonlyMap<string, DirectiveValue>): Result<HostKeyChecking, LongshoreError> {
  const set = first.get('stricthostkeychecking')
  const text = set?.values[0]?.toLowerCase()
  if (set === undefined || text === undefined) return ok('strict')
  if (['yes', 'true', 'ask'].includes(text)) return ok('strict')
  if (text === 'accept-new') return ok('accept-new')
  if (['no', 'off', 'false'].includes(text)) return ok('off')
  return err(settingInvalid('StrictHostKeyChecking', text, 'yes, ask, accept-new, no or off', set.at))
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && ['yes', 'true'].includes(value.toLowerCase())
}

/** `~` and the tokens that ssh_config(5) allows in paths. */
function pathExpander(
  environment: SshEnvironment,
  hop: { readonly host: string; readonly port: number; readonly user: string; readonly original: string },
): (text: string) => string {
  const tokens: Readonly<Record<string, string>> = {
    '%': '%',
    d: environment.home,
    h: hop.host,
    n: hop.original,
    p: String(hop.port),
    r: hop.user,
    u: environment.localUser,
  }
  return (text) =>
    text.replace(/^~(?=\/|$)/, environment.home).replace(/%(.)/g, (whole, token: string) => tokens[token] ?? whole)
}
