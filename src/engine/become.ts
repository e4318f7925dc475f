import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import type { Keywords } from '../model/playbook.ts'
import type { Become } from '../ports/connection.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import type { BecomeDefaults } from './engine-deps.ts'
import { becomeMethodNotSupported, wordsNotUsable } from './errors.ts'
import { nearest, type KeywordChain } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import { splitWords } from '../base/shell-words.ts'

/**
 * Whom a task runs as, or undefined for the connection's own user. Variables win over keywords, keywords over flags.
 * `hostScope` has the variables of the host that the task acts on, `scope` renders the keywords.
 */
export function becomeFor(
  chain: KeywordChain,
  scope: TemplateScope,
  hostScope: TemplateScope,
  templater: Templater,
  defaults: BecomeDefaults,
): Result<Become | undefined, LongshoreError> {
  const at = (chain.at(-1) as Keywords).at
  const read = new KeywordReader(scope, templater, at)
  const wanted = variable(hostScope, ['ansible_become'], nearest(chain, 'become'))
  if (!wanted.ok) return wanted
  const become = read.flag('become', wanted.value, defaults.become)
  if (!become.ok || !become.value) return become.ok ? ok(undefined) : become
  const texts = [
    { names: ['ansible_become_user'], keyword: nearest(chain, 'becomeUser') },
    { names: ['ansible_become_method'], keyword: nearest(chain, 'becomeMethod') },
    { names: ['ansible_become_flags', 'ansible_sudo_flags'], keyword: nearest(chain, 'becomeFlags') },
    { names: ['ansible_become_password', 'ansible_become_pass', 'ansible_sudo_pass'], keyword: undefined },
  ].map(({ names, keyword }) => {
    const value = variable(hostScope, names, keyword)
    return value.ok ? read.text(names[0] ?? '', value.value) : value
  })
  for (const text of texts) if (!text.ok) return text
  const [user, method, flags, password] = texts.map((text) => (text.ok ? text.value : undefined))
  const chosen = method ?? defaults.method
  if (chosen !== 'sudo') return err(becomeMethodNotSupported(chosen, at))
  const words = splitWords(flags ?? defaults.flags ?? '')
  if (!words.ok) return err(wordsNotUsable('become_flags', words.error, at))
  const secret = password === undefined ? defaults.password : new Secret(password)
  return ok({
    method: 'sudo',
    user: user ?? defaults.user,
    flags: words.value,
    ...(secret === undefined ? {} : { password: secret }),
  })
}

function variable(scope: TemplateScope, names: readonly string[], fallback: unknown): Result<unknown, LongshoreError> {
  for (const name of names) {
    const value = scope.get(name)
    if (!value.ok || (value.value !== undefined && value.value !== null)) return value
  }
  return ok(fallback)
}
