import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import type { Keywords } from '../model/playbook.ts'
import type { Become, BecomeMethod } from '../ports/connection.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import type { BecomeDefaults } from './engine-deps.ts'
import { becomeMethodNotSupported, wordsNotUsable } from './keyword-errors.ts'
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
  const text = (names: readonly string[], keyword?: unknown) => {
    const value = variable(hostScope, names, keyword)
    return value.ok ? read.text(names[0] ?? '', value.value) : value
  }
  const named = text(['ansible_become_method'], nearest(chain, 'becomeMethod'))
  if (!named.ok) return named
  const method = methodOf(named.value ?? defaults.method)
  if (method === undefined) return err(becomeMethodNotSupported(named.value ?? defaults.method, at))
  const texts = [
    text(['ansible_become_user', `ansible_${method}_user`], nearest(chain, 'becomeUser')),
    text(['ansible_become_flags', `ansible_${method}_flags`], nearest(chain, 'becomeFlags')),
    text(['ansible_become_exe', `ansible_${method}_exe`], nearest(chain, 'becomeExe')),
    text(['ansible_become_password', 'ansible_become_pass', `ansible_${method}_pass`]),
  ]
  for (const read of texts) if (!read.ok) return read
  const [user, flags, exe, password] = texts.map((read) => (read.ok ? read.value : undefined))
  const words = splitWords(flags ?? defaults.flags ?? '')
  if (!words.ok) return err(wordsNotUsable('become_flags', words.error, at))
  const program = splitWords(exe ?? defaults.exe ?? '')
  if (!program.ok) return err(wordsNotUsable('become_exe', program.error, at))
  const secret = password === undefined ? defaults.password : new Secret(password)
  return ok({
    method,
    user: user ?? defaults.user,
    flags: words.value,
    ...(program.value.length === 0 ? {} : { exe: program.value }),
    ...(secret === undefined ? {} : { password: secret }),
  })
}

function methodOf(name: string): BecomeMethod | undefined {
  const word = name.replace(/^ansible\.(builtin|legacy)\./, '')
  return word === 'sudo' || word === 'su' ? word : undefined
}

function variable(scope: TemplateScope, names: readonly string[], fallback: unknown): Result<unknown, LongshoreError> {
  for (const name of names) {
    const value = scope.get(name)
    if (!value.ok || (value.value !== undefined && value.value !== null)) return value
  }
  return ok(fallback)
}
