import { LongshoreError } from '../../base/longshore-error.ts'
import { messageOf } from './message-of.ts'
import type { SshHop } from './config/ssh-settings.ts'
import { fingerprint, type HostKeyVerdict } from './known-hosts/judge-host-key.ts'
import { typeOfKey } from './known-hosts/parse-known-hosts.ts'

/** A hop as every message names it: `web-01 (10.0.0.1 port 22)`, with the way there where it is not direct. */
export function whereIs(hop: SshHop, through?: SshHop): string {
  const address = hop.name === hop.address ? '' : `${hop.address} `
  const way = through === undefined ? '' : ` through jump host ${through.name}`
  return `${hop.name} (${address}port ${hop.port})${way}`
}

function tryByHand(hop: SshHop, through?: SshHop): string {
  const jump = through === undefined ? '' : ` -J ${through.user}@${through.address}:${through.port}`
  return `Try: ssh${jump} -p ${hop.port} ${hop.user}@${hop.address}`
}

const UNREACHABLE: readonly (readonly [RegExp, string, string | undefined])[] = [
  [/ECONNREFUSED|connection refused/i, 'refused the connection', 'Is sshd running there, and on that port?'],
  [
    /ENOTFOUND|name or service not known|unknown host/i,
    'has a name that cannot be resolved',
    'Check the spelling, ansible_host and DNS.',
  ],
  [
    /EAI_AGAIN|temporary failure in name/i,
    'could not be looked up: the name service did not answer',
    'Check DNS on this machine.',
  ],
  [
    /EHOSTUNREACH|ENETUNREACH|no route|network is unreachable/i,
    'cannot be reached: there is no route to it',
    'Check the address, VPN and routing.',
  ],
  [/ETIMEDOUT|timed out/i, 'did not answer in time', undefined],
  [
    /administratively prohibited/i,
    'cannot be reached: the jump host forbids forwarding',
    'Set AllowTcpForwarding yes on the jump host.',
  ],
  [
    /ECONNRESET|EPIPE|before handshake|socket closed|MaxStartups/i,
    'closed the connection before the login',
    'It may be overloaded (MaxStartups), or no sshd answers on that port.',
  ],
]

/** A hop that gives no SSH session, by what its socket, or its jump host, said. */
export function hostUnreachable(hop: SshHop, cause: unknown, through?: SshHop): LongshoreError {
  const said = `${codeOf(cause)} ${messageOf(cause)}`.trim()
  const known = UNREACHABLE.find(([pattern]) => pattern.test(said))
  const what = known?.[1] ?? `gave no SSH session: ${messageOf(cause)}`
  return new LongshoreError('HOST_UNREACHABLE', `${whereIs(hop, through)} ${what}`, {
    hint: [known?.[2], tryByHand(hop, through)].filter((part) => part !== undefined).join(' '),
    cause,
  })
}

export function connectTimedOut(hop: SshHop, through?: SshHop): LongshoreError {
  const seconds = hop.connectTimeoutMs / 1000
  return new LongshoreError('HOST_UNREACHABLE', `${whereIs(hop, through)} did not answer within ${seconds} s`, {
    hint: `Check address, firewall and VPN, or raise the time with -T. ${tryByHand(hop, through)}`,
  })
}

export function noCommonAlgorithm(hop: SshHop, what: string, theirs: string, ours: string): LongshoreError {
  return new LongshoreError('HOST_UNREACHABLE', `${whereIs(hop)} and Longshore have no ${what} in common`, {
    hint: `It offers: ${theirs || 'nothing known'}. Longshore offers: ${ours || 'its defaults'}. Update sshd, or allow one of the latter there.`,
  })
}

export function connectInterrupted(hop: SshHop): LongshoreError {
  return new LongshoreError('INTERRUPTED', `opening the connection to ${whereIs(hop)} was interrupted`)
}

export interface AuthTried {
  readonly methods: readonly string[]
  readonly keys: readonly string[]
  readonly leftOut: readonly string[]
  /** What the server would still take. */
  readonly accepts: readonly string[]
}

export function authFailed(hop: SshHop, tried: AuthTried, said?: string): LongshoreError {
  const parts = [
    tried.methods.length === 0 ? 'nothing to try: no key, no agent, no password' : `tried ${tried.methods.join(', ')}`,
    ...(tried.keys.length === 0 ? [] : [`keys offered: ${tried.keys.join(', ')}`]),
    ...(tried.accepts.length === 0 ? [] : [`the host takes: ${tried.accepts.join(', ')}`]),
    ...tried.leftOut,
    ...(said === undefined ? [] : [`it said: ${said}`]),
  ]
  const tooMany = /too many/i.test(said ?? '')
  return new LongshoreError('AUTH_FAILED', `${whereIs(hop)} did not let ${hop.user} in: ${parts.join('; ')}`, {
    hint: tooMany
      ? 'Name the one right key with --private-key, and set IdentitiesOnly yes in ssh_config.'
      : `Give a key with --private-key, load it with ssh-add, or ask for a password with -k. ${tryByHand(hop)}`,
  })
}

export function hostKeyUnknown(hop: SshHop, key: Buffer, certAuthorityAt: string | undefined): LongshoreError {
  const file = hop.userKnownHostsFiles[0] ?? '~/.ssh/known_hosts'
  const scan = `ssh-keyscan -p ${hop.port} ${hop.address} >> ${file}`
  const key_ = `${typeOfKey(key)} ${fingerprint(key)}`
  if (certAuthorityAt !== undefined) {
    return new LongshoreError(
      'HOST_KEY_UNKNOWN',
      `${whereIs(hop)} is to show a certificate (@cert-authority, ${certAuthorityAt}), which Longshore cannot check yet; its plain key ${key_} is in no known_hosts file`,
      { hint: `Compare that fingerprint with the host's own, then add its plain key: ${scan}` },
    )
  }
  return new LongshoreError('HOST_KEY_UNKNOWN', `the key of ${whereIs(hop)} is not known: ${key_}`, {
    hint: `Compare that fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then: ${scan}; or accept new keys with --host-key-checking accept-new`,
  })
}

type Changed = HostKeyVerdict & { readonly kind: 'changed' }

export function hostKeyChanged(hop: SshHop, key: Buffer, verdict: Changed): LongshoreError {
  const file = verdict.at.replace(/:\d+$/, '')
  const name = hop.port === 22 ? hop.address : `[${hop.address}]:${hop.port}`
  return new LongshoreError('HOST_KEY_CHANGED', changedText(hop, key, verdict), {
    hint: `Someone may be listening in. Only if the host was reinstalled: ssh-keygen -R '${hop.hostKeyAlias ?? name}' -f ${file}, then compare and add the new key.`,
  })
}

export function hostKeyChangedWarning(hop: SshHop, key: Buffer, verdict: Changed): string {
  return `${changedText(hop, key, verdict)}; going on because host key checking is off, without the password`
}

export function hostKeyUnknownWarning(hop: SshHop, key: Buffer): string {
  return `the key of ${whereIs(hop)} is not known (${typeOfKey(key)} ${fingerprint(key)}); going on because host key checking is off`
}

function changedText(hop: SshHop, key: Buffer, verdict: Changed): string {
  const shown = `${typeOfKey(key)} ${fingerprint(key)}`
  const recorded = `${typeOfKey(verdict.recorded)} ${fingerprint(verdict.recorded)}`
  return `the key of ${whereIs(hop)} has changed: it shows ${shown}, and ${verdict.at} has ${recorded}`
}

export function hostKeyRevoked(hop: SshHop, key: Buffer, at: string): LongshoreError {
  return new LongshoreError(
    'HOST_KEY_REVOKED',
    `${whereIs(hop)} shows the key ${typeOfKey(key)} ${fingerprint(key)}, which ${at} marks as @revoked`,
    { hint: 'That key is not to be trusted any more: give the host a new one.' },
  )
}

export function knownHostsUnusable(hop: SshHop, doing: 'read' | 'written', cause: unknown): LongshoreError {
  const why = messageOf(cause)
  return new LongshoreError(
    'FILE_UNREADABLE',
    `the known_hosts file for ${whereIs(hop)} could not be ${doing}: ${why}`,
    {
      hint: 'Check its path and permissions; --known-hosts names another one.',
      cause,
    },
  )
}

export function connectionLost(hop: SshHop, cause: unknown): LongshoreError {
  const said = cause === undefined ? '' : messageOf(cause)
  const why = said === '' ? '' : `: ${said}`
  return new LongshoreError('CONNECTION_LOST', `the connection to ${whereIs(hop)} was lost${why}`, {
    hint: 'What was running there may have gone on. Check the host, then run again.',
    cause,
  })
}

export function shardEnded(hop: SshHop, why: string): LongshoreError {
  const message = `the process that was to connect to ${whereIs(hop)} is gone: ${why}`
  return new LongshoreError('HOST_UNREACHABLE', message, {
    hint: 'Run again for this host. If that comes again, `shards: off` in longshore.yml does without such processes.',
  })
}

export function channelRefused(hop: SshHop, cause: unknown): LongshoreError {
  const why = messageOf(cause)
  return new LongshoreError('CONNECTION_LOST', `${whereIs(hop)} opened no channel for the commands: ${why}`, {
    hint: 'Does sshd allow a command to this user (MaxSessions, ForceCommand, the login shell)?',
    cause,
  })
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}
