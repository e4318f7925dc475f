import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import ssh2, { type Client } from 'ssh2'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { AuthAttempt, AuthPlan } from '../auth/plan-auth.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { easeKeys, hush } from './ease-packets.ts'
import { packChannelWrites, packWrites } from './pack-writes.ts'
import { authFailed, connectInterrupted, connectTimedOut, hostUnreachable, noCommonAlgorithm } from '../errors.ts'

/** Asked for every key exchange. An error refuses the host; `withholdPassword` lets it in without the password. */
export type HostKeyVerifier = (key: Buffer) => Promise<Result<{ readonly withholdPassword: boolean }, LongshoreError>>

export interface OpenClientOptions {
  readonly hop: SshHop
  /** There is no client without one: ssh2 by itself would accept any key. */
  readonly verifyHostKey: HostKeyVerifier
  readonly hostKeyAlgorithms: readonly string[]
  readonly auth: AuthPlan
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The channel of a jump host to this hop; absent for a direct connection. */
  readonly through?: { readonly hop: SshHop; readonly channel: Duplex }
}

export interface OpenFailure {
  readonly error: LongshoreError
  /** Worth another try: the line broke before the server had said who it is. */
  readonly transient: boolean
}

/** Connects, verifies the key and logs in, within the hop's time. A failed client is destroyed. */
export async function openClient(options: OpenClientOptions): Promise<Result<Client, OpenFailure>> {
  const { hop, clock, signal } = options
  if (typeof options.verifyHostKey !== 'function') throw new Error('an SSH client needs a host key verifier')
  const client = new ssh2.Client()
  client.setMaxListeners(0)
  const over = new AbortController()
  const outcome = await new Promise<Result<Client, OpenFailure>>((resolve) => {
    const refuse = (error: LongshoreError, transient = false) => resolve(err({ error, transient }))
    const session = new Handshake(options, refuse)
    client.on('ready', () => {
      hush(client)
      resolve(ok(client))
    })
    // Stays for the life of the client: an error event that nobody hears ends the process.
    client.on('error', (error: Error & { level?: string }) => session.failed(error))
    client.on('handshake', () => {
      session.keysExchanged = true
      easeKeys(client)
    })
    client.on('close', () => session.failed(new Error('the socket closed during the login')))
    signal.addEventListener('abort', () => refuse(connectInterrupted(hop)), { once: true, signal: over.signal })
    if (signal.aborted) refuse(connectInterrupted(hop))
    void clock
      .sleep(hop.connectTimeoutMs, over.signal)
      .then(() => (over.signal.aborted ? undefined : refuse(connectTimedOut(hop, options.through?.hop))))
    client.connect({
      sock: options.through === undefined ? dial(hop) : packChannelWrites(options.through.channel),
      username: hop.user,
      readyTimeout: 0,
      keepaliveInterval: hop.keepaliveMs,
      keepaliveCountMax: hop.keepaliveCount,
      algorithms: { serverHostKey: [...options.hostKeyAlgorithms] as never },
      debug: session.overhear,
      hostVerifier: session.verify,
      authHandler: session.nextAuth as never,
    })
  })
  over.abort('over')
  if (!outcome.ok) client.destroy()
  return outcome
}

function dial({ address, port }: SshHop): Socket {
  const socket = new Socket().setMaxListeners(0).setNoDelay(true)
  return packWrites(socket.connect({ host: address, port }))
}

/** What is known while one client is being opened; the first failure counts. */
class Handshake {
  readonly #options: OpenClientOptions
  readonly #refuse: (error: LongshoreError, transient?: boolean) => void
  readonly #tried: AuthAttempt[] = []
  readonly #offers: string[] = []
  #waiting: AuthAttempt[]
  #accepts: readonly string[] = []
  #sawServer = false
  keysExchanged = false

  constructor(options: OpenClientOptions, refuse: (error: LongshoreError, transient?: boolean) => void) {
    this.#options = options
    this.#refuse = refuse
    this.#waiting = [...options.auth.attempts]
  }

  readonly overhear = (line: string): void => {
    if (line.startsWith('Remote ident')) this.#sawServer = true
    if (/^Handshake: \((local|remote)\)/.test(line)) this.#offers.push(line)
  }

  readonly verify = (key: Buffer, verify: (valid: boolean) => void): void => {
    void this.#options.verifyHostKey(key).then((verdict) => {
      if (!verdict.ok) this.#refuse(verdict.error)
      else if (verdict.value.withholdPassword) {
        this.#waiting = this.#waiting.filter((attempt) => attempt.method === 'publickey')
      }
      verify(verdict.ok)
    })
  }

  readonly nextAuth = (
    left: readonly string[] | null,
    _partial: boolean | null,
    next: (auth: unknown) => void,
  ): void => {
    this.#accepts = left ?? this.#accepts
    const at = this.#waiting.findIndex((attempt) => left === null || left.includes(attempt.method))
    const [attempt] = at === -1 ? [] : this.#waiting.splice(at, 1)
    if (attempt === undefined) {
      this.#refuse(this.#authFailed())
      return
    }
    this.#tried.push(attempt)
    next(attempt.auth)
  }

  failed(error: Error & { level?: string }): void {
    const { hop, through } = this.#options
    // An agent that cannot sign with one key is not the end: the next attempt follows.
    if (error.level === 'agent') return
    const [, what] = /no matching (.+)$/i.exec(error.message) ?? []
    if (what !== undefined) {
      this.#refuse(noCommonAlgorithm(hop, what, this.#offered('remote', what), this.#offered('local', what)))
    } else if (this.keysExchanged && (this.#tried.length > 0 || error.level === 'client-authentication')) {
      this.#refuse(this.#authFailed(error.message))
    } else this.#refuse(hostUnreachable(hop, error, through?.hop), !this.#sawServer && isTransient(error))
  }

  #authFailed(said?: string): LongshoreError {
    return authFailed(
      this.#options.hop,
      {
        methods: [...new Set(this.#tried.map((attempt) => attempt.method))],
        keys: this.#tried.filter((attempt) => attempt.method === 'publickey').map((attempt) => attempt.label),
        leftOut: this.#options.auth.leftOut,
        accepts: this.#accepts,
      },
      said,
    )
  }

  #offered(side: 'local' | 'remote', what: string): string {
    const wanted = what.toLowerCase().includes('host key') ? /host key/i : /kex|key exchange/i
    const pattern = /cipher|hmac|mac|compress/i.exec(what)
    const line = this.#offers.find(
      (each) => each.includes(`(${side})`) && (pattern ? new RegExp(pattern[0], 'i') : wanted).test(each),
    )
    return line?.replace(/^.*?: .*?: /, '') ?? ''
  }
}

function isTransient(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return /ECONNRESET|EPIPE|EAI_AGAIN/.test(code) || /before handshake|socket closed|ECONNRESET/i.test(error.message)
}
