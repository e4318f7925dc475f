import type { AnyAuthMethod } from 'ssh2'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { agentKeys, type AgentKey } from './agent.ts'
import { publicKeyBeside, type KeyRing } from './key-ring.ts'

export interface AuthAttempt {
  /** The method as servers name it. */
  readonly method: 'publickey' | 'password' | 'keyboard-interactive'
  /** For the error that lists what was tried: a path, or whose key in the agent. */
  readonly label: string
  readonly auth: AnyAuthMethod
}

export interface AuthPlan {
  readonly attempts: readonly AuthAttempt[]
  /** Keys that could not be offered, and why. */
  readonly leftOut: readonly string[]
}

/** sshd hangs up at the sixth failure (MaxAuthTries 6), so at most this many keys are offered. */
const MOST_KEYS = 5

/**
 * What to try on a host, in order: the keys that are named for it (signed by the agent where it holds them), the
 * password, then the agent's other keys. With a password, fewer keys are offered, so that it gets its turn.
 */
export async function planAuth(hop: SshHop, keyRing: KeyRing): Promise<Result<AuthPlan, LongshoreError>> {
  const leftOut: string[] = []
  const held = await agentKeys(hop.agentSocket)
  const used = new Set<AgentKey>()
  const named: AuthAttempt[] = []
  for (const identity of hop.identities) {
    const loaded = await keyRing.load(identity.path, hop.passphrase)
    const blob = loaded.ok ? loaded.value.getPublicSSH() : await publicKeyBeside(identity.path)
    const inAgent = held.find((key) => blob !== undefined && key.publicKey.equals(blob))
    if (inAgent !== undefined) {
      if (!used.has(inAgent)) named.push(fromAgent(hop, inAgent, `${identity.path} (agent)`))
      used.add(inAgent)
    } else if (loaded.ok) {
      const auth = { type: 'publickey', username: hop.user, key: loaded.value } as const
      named.push({ method: 'publickey', label: identity.path, auth })
    } else if (identity.required) return err(loaded.error)
    else if (!isAbsent(loaded.error.cause)) leftOut.push(loaded.error.message)
  }
  const others = hop.identitiesOnly
    ? []
    : held.filter((key) => !used.has(key)).map((key) => fromAgent(hop, key, `${key.comment || 'a key'} (agent)`))
  const passwords = passwordAttempts(hop)
  const room = Math.max(0, MOST_KEYS - passwords.length - named.length)
  for (const over of others.slice(room)) leftOut.push(`${over.label} was not offered: sshd hangs up after 6 failures`)
  return ok({ attempts: [...named.slice(0, MOST_KEYS), ...passwords, ...others.slice(0, room)], leftOut })
}

function fromAgent(hop: SshHop, key: AgentKey, label: string): AuthAttempt {
  return { method: 'publickey', label, auth: { type: 'agent', username: hop.user, agent: key.agent } }
}

/** The same password by both methods: hosts with PAM often allow only keyboard-interactive. */
function passwordAttempts(hop: SshHop): readonly AuthAttempt[] {
  const { password, user } = hop
  if (password === undefined) return []
  let answered = false
  return [
    { method: 'password', label: 'password', auth: { type: 'password', username: user, password: password.reveal() } },
    {
      method: 'keyboard-interactive',
      label: 'keyboard-interactive',
      auth: {
        type: 'keyboard-interactive',
        username: user,
        prompt: (_name, _instructions, _language, prompts, finish) => {
          const again = answered && prompts.length > 0
          if (prompts.length > 0) answered = true
          finish(prompts.map((prompt) => (prompt.echo === true || again ? '' : password.reveal())))
        },
      },
    },
  ]
}

function isAbsent(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT'
}
