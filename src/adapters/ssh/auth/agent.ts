import ssh2, {
  type BaseAgent as Agent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2'

export interface AgentKey {
  readonly comment: string
  readonly publicKey: Buffer
  /** An agent that holds this key only, so that one attempt offers one key. */
  readonly agent: Agent<ParsedKey>
}

/** The keys that an agent holds and that ssh2 can use, in the agent's order; none where there is no agent. */
export async function agentKeys(socket: string | undefined): Promise<readonly AgentKey[]> {
  if (socket === undefined) return []
  const agent = new ssh2.OpenSSHAgent(socket)
  const identities = await new Promise<readonly unknown[]>((resolve) => {
    agent.getIdentities((error, keys) => resolve(error !== undefined && error !== null ? [] : (keys ?? [])))
  })
  return identities.flatMap((identity) => {
    const key = parsedKey(identity)
    return key === undefined
      ? []
      : [{ comment: key.comment, publicKey: key.getPublicSSH(), agent: new OneKeyAgent(agent, key) }]
  })
}

function parsedKey(identity: unknown): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(identity as ParsedKey)
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed
  return key instanceof Error ? undefined : (key as ParsedKey)
}

class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: InstanceType<typeof ssh2.OpenSSHAgent>
  readonly #key: ParsedKey

  constructor(agent: InstanceType<typeof ssh2.OpenSSHAgent>, key: ParsedKey) {
    super()
    this.#agent = agent
    this.#key = key
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.#key])
  }

  override sign(key: ParsedKey, data: Buffer, options: SigningRequestOptions, callback?: SignCallback): void
  override sign(key: ParsedKey, data: Buffer, callback: SignCallback): void
  override sign(
    key: ParsedKey,
    data: Buffer,
    second: SigningRequestOptions | SignCallback,
    third?: SignCallback,
  ): void {
    const callback = typeof second === 'function' ? second : third
    const options = typeof second === 'function' ? {} : second
    this.#agent.sign(key, data, options, callback ?? (() => undefined))
  }
}
