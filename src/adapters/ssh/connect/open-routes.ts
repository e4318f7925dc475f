import pLimit from 'p-limit'
import type { Client } from 'ssh2'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Connection } from '../../../ports/connection.ts'
import { KeyRing } from '../auth/key-ring.ts'
import { planAuth } from '../auth/plan-auth.ts'
import { hostOf, type SshRoute } from '../config/resolve-route.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { connectInterrupted, hostUnreachable, knownHostsUnusable } from '../errors.ts'
import { appendKnownHost, type AppendKnownHost } from '../known-hosts/known-hosts-files.ts'
import { SshConnection } from '../ssh-connection.ts'
import { forward, JumpHosts, type SharedClient } from './jump-hosts.ts'
import { openClient, type OpenFailure } from './open-client.ts'
import { withRetries } from './retry.ts'
import { hostVerification } from './verify-host.ts'

export interface RouteDeps {
  readonly clock: Clock
  /** Told of what an operator should know though it does not stop the run: a key that is not checked. */
  readonly onWarning?: (warning: string) => void
  readonly random?: () => number
  /** Handshakes at a time. */
  readonly startsAtOnce?: number
  /** Adds keys to known_hosts files, where this process is not to do it. */
  readonly appendKnownHost?: AppendKnownHost
}

/** Handshakes of a process at a time: each costs it CPU, and sshd's MaxStartups drops from 10 on. */
export const STARTS_AT_ONCE = 30
const STARTS_AT_ONCE_PER_JUMP_HOST = 8

/** Opens SSH connections by ssh2 on routes that are settled: jump hosts, host keys, login. */
export class RouteOpener {
  readonly #deps: RouteDeps
  readonly #keyRing = new KeyRing()
  readonly #starts: ReturnType<typeof pLimit>
  readonly #startsThrough = new WeakMap<Client, ReturnType<typeof pLimit>>()
  readonly #jumpHosts: JumpHosts

  constructor(deps: RouteDeps) {
    this.#deps = deps
    this.#starts = pLimit(deps.startsAtOnce ?? STARTS_AT_ONCE)
    this.#jumpHosts = new JumpHosts((hop, before) => this.#openHop(hop, before, new AbortController().signal))
  }

  async open(route: SshRoute, signal: AbortSignal): Promise<Result<Connection, LongshoreError>> {
    const hop = hostOf(route)
    const jump = await this.#jumpHosts.lease(route.slice(0, -1), signal)
    if (!jump.ok) return jump
    const opened = await this.#openHop(hop, jump.value, signal)
    if (opened.ok) {
      return ok(
        new SshConnection({
          client: opened.value,
          hop,
          clock: this.#deps.clock,
          onClosed: () => jump.value?.release(),
        }),
      )
    }
    jump.value?.release()
    return opened
  }

  #openHop(
    hop: SshHop,
    before: SharedClient | undefined,
    signal: AbortSignal,
  ): Promise<Result<Client, LongshoreError>> {
    const { clock, random = Math.random } = this.#deps
    const start = () => this.#starts(() => this.#attempt(hop, before, signal))
    const bounded = before === undefined ? start : () => this.#limitOf(before.client)(start)
    return withRetries(bounded, { clock, random, signal })
  }

  async #attempt(
    hop: SshHop,
    before: SharedClient | undefined,
    signal: AbortSignal,
  ): Promise<Result<Client, OpenFailure>> {
    const final = (error: LongshoreError) => err({ error, transient: false })
    if (signal.aborted) return final(connectInterrupted(hop))
    const { onWarning = () => undefined, appendKnownHost: append = appendKnownHost } = this.#deps
    let verification
    try {
      verification = await hostVerification(hop, onWarning, append)
    } catch (error) {
      return final(knownHostsUnusable(hop, 'read', error))
    }
    const auth = await planAuth(hop, this.#keyRing)
    if (!auth.ok) return final(auth.error)
    const common = { hop, auth: auth.value, clock: this.#deps.clock, signal, ...verification }
    if (before === undefined) return openClient(common)
    const channel = await this.#forwarded(hop, before, signal)
    if (!channel.ok) return final(channel.error)
    return openClient({ ...common, through: { hop: before.hop, channel: channel.value } })
  }

  async #forwarded(hop: SshHop, before: SharedClient, signal: AbortSignal) {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(hop.connectTimeoutMs)])
    const channel = await forward(before, hop, inTime)
    if (channel.ok) return channel
    return err(signal.aborted ? connectInterrupted(hop) : hostUnreachable(hop, channel.error, before.hop))
  }

  #limitOf(client: Client): ReturnType<typeof pLimit> {
    const limit = this.#startsThrough.get(client) ?? pLimit(STARTS_AT_ONCE_PER_JUMP_HOST)
    this.#startsThrough.set(client, limit)
    return limit
  }
}
