import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import type { Keywords } from '../model/playbook.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { nearest, type KeywordChain } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import { connectionNotSupported, keywordNotUsable, wordsNotUsable } from './keyword-errors.ts'
import type { ConnectionDefaults } from './engine-deps.ts'
import { splitWords } from '../base/shell-words.ts'

interface TargetRequest {
  readonly host: string
  readonly chain: KeywordChain
  /** Renders keywords. */
  readonly scope: TemplateScope
  /** The variables of the host to reach, which is not the task's own where it is delegated. */
  readonly hostScope: TemplateScope
  readonly templater: Templater
  readonly defaults: ConnectionDefaults
  /** Where a local connection works: Ansible's is the folder of the playbook. */
  readonly folder: string
  /** Named in no inventory: `localhost` by itself means this machine. */
  readonly implicitLocal: boolean
}

const HOST_KEY_WORDS: Readonly<Record<string, 'strict' | 'accept-new' | 'off'>> = {
  true: 'strict',
  yes: 'strict',
  strict: 'strict',
  'accept-new': 'accept-new',
  false: 'off',
  no: 'off',
  off: 'off',
}

/**
 * How to reach a host for a task. Variables (`ansible_host`, `ansible_user` ...) win over keywords of the play, which
 * win over the command line: Ansible's precedence of connection settings.
 */
export function connectionTarget(request: TargetRequest): Result<ConnectionTarget, LongshoreError> {
  const { chain, defaults } = request
  const at = (chain.at(-1) as Keywords).at
  const read = new VariableReader(request, new KeywordReader(request.scope, request.templater, at))
  const kind =
    read.text(['ansible_connection'], nearest(chain, 'connection')) ??
    defaults.kind ??
    (request.implicitLocal ? 'local' : 'ssh')
  const address = read.text(['ansible_host', 'ansible_ssh_host'], undefined) ?? request.host
  const port = read.number(['ansible_port', 'ansible_ssh_port'], nearest(chain, 'port') ?? defaults.port)
  const user = read.text(['ansible_user', 'ansible_ssh_user'], nearest(chain, 'remoteUser')) ?? defaults.user
  const password = read.text(['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'], undefined)
  const keyFile =
    read.text(['ansible_ssh_private_key_file', 'ansible_private_key_file'], undefined) ?? defaults.privateKeyFile
  const passphrase = read.text(['ansible_ssh_private_key_passphrase'], undefined)
  const timeout = read.number(['ansible_ssh_timeout', 'ansible_timeout'], undefined)
  const checking = read.text(['ansible_ssh_host_key_checking', 'ansible_host_key_checking'], undefined)
  const args = [
    read.text(['ansible_ssh_common_args'], undefined) ?? defaults.sshCommonArgs,
    read.text(['ansible_ssh_extra_args'], undefined) ?? defaults.sshExtraArgs,
  ]
  if (read.error) return err(read.error)
  if (kind !== 'ssh' && kind !== 'local' && kind !== 'smart' && kind !== 'paramiko')
    return err(connectionNotSupported(kind, at))
  const hostKeyChecking = checking === undefined ? defaults.hostKeyChecking : HOST_KEY_WORDS[checking.toLowerCase()]
  if (checking !== undefined && hostKeyChecking === undefined) {
    return err(keywordNotUsable('ansible_host_key_checking', 'true, false or accept-new', checking, at))
  }
  const words = splitWords(args.join(' '))
  if (!words.ok) return err(wordsNotUsable('ansible_ssh_common_args or ansible_ssh_extra_args', words.error, at))
  const secret = password === undefined ? defaults.password : new Secret(password)
  return ok({
    name: request.host,
    ...(kind === 'local' ? { kind, folder: request.folder } : { kind: 'ssh' }),
    address,
    sshArgs: words.value,
    connectTimeoutMs: timeout === undefined ? defaults.connectTimeoutMs : timeout * 1000,
    ...optional('port', port),
    ...optional('user', user),
    ...optional('password', secret),
    ...optional('privateKeyFile', keyFile),
    ...optional('privateKeyPassphrase', passphrase === undefined ? undefined : new Secret(passphrase)),
    ...optional('hostKeyChecking', hostKeyChecking),
    ...optional('knownHostsFile', defaults.knownHostsFile),
    ...optional('sshConfigFile', defaults.sshConfigFile),
  })
}

/** Reads variables, first name first, then a keyword; keeps the first error. */
class VariableReader {
  error: LongshoreError | undefined
  readonly #request: TargetRequest
  readonly #keywords: KeywordReader

  constructor(request: TargetRequest, keywords: KeywordReader) {
    this.#request = request
    this.#keywords = keywords
  }

  text(names: readonly string[], keyword: unknown): string | undefined {
    return this.#keep(this.#keywords.text(names[0] ?? '', this.#variable(names) ?? keyword))
  }

  number(names: readonly string[], keyword: unknown): number | undefined {
    const value = this.#variable(names) ?? keyword
    if (value === undefined) return undefined
    return this.#keep(this.#keywords.number(names[0] ?? '', value, 0))
  }

  #variable(names: readonly string[]): unknown {
    for (const name of names) {
      const value = this.#keep(this.#request.hostScope.get(name))
      if (value !== undefined && value !== null) return value
    }
    return undefined
  }

  #keep<T>(result: Result<T, LongshoreError>): T | undefined {
    if (result.ok) return result.value
    this.error ??= result.error
    return undefined
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}
