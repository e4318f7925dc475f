import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { VarsPrompt } from '../model/playbook.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import type { EngineDeps } from './engine-deps.ts'
import { hashNotSupported } from './keyword-errors.ts'
import { KeywordReader } from './keyword-values.ts'
import { pythonText } from './python-text.ts'

interface Answer {
  readonly text: unknown
  readonly isUnsafe: boolean
}

type Asking = Pick<EngineDeps, 'prompt' | 'templater' | 'emit'>

/**
 * Asks for one variable. Without a terminal the default is taken, with a warning; where there is none either, Ansible's
 * answer is the text `None` (utils/display.py, `do_var_prompt`).
 */
export async function promptFor(
  prompt: VarsPrompt,
  scope: TemplateScope,
  deps: Asking,
): Promise<Result<Answer, LongshoreError>> {
  const rendered = renderPrompt(prompt, scope, deps.templater)
  if (!rendered.ok) return rendered
  const { question, echo, confirm, fallback, isUnsafe } = rendered.value
  const typed = await askUntilSame(question, { echo, confirm }, deps)
  if (!typed.ok) return typed
  const answer = typed.value === undefined || typed.value === '' ? (fallback ?? typed.value ?? null) : typed.value
  const text = hashed(answer, prompt, scope, deps.templater)
  return text.ok ? ok({ text: text.value, isUnsafe }) : text
}

interface Rendered {
  readonly question: string
  readonly echo: boolean
  readonly confirm: boolean
  readonly fallback: unknown
  readonly isUnsafe: boolean
}

function renderPrompt(
  prompt: VarsPrompt,
  scope: TemplateScope,
  templater: Templater,
): Result<Rendered, LongshoreError> {
  const read = new KeywordReader(scope, templater, prompt.at)
  const text = read.text('prompt', prompt.prompt)
  if (!text.ok) return text
  const fallback = templater.renderDeep(prompt.default, scope)
  if (!fallback.ok) return fallback
  const shown = fallback.value === undefined ? ok('') : pythonText(fallback.value, templater)
  if (!shown.ok) return shown
  const isPrivate = read.flag('private', prompt.isPrivate, true)
  if (!isPrivate.ok) return isPrivate
  const confirm = read.flag('confirm', prompt.confirm, false)
  if (!confirm.ok) return confirm
  const unsafe = read.flag('unsafe', prompt.unsafe, false)
  if (!unsafe.ok) return unsafe
  const asked = text.value ?? prompt.name
  return ok({
    question: fallback.value === undefined ? `${asked}: ` : `${asked} [${shown.value}]: `,
    echo: !isPrivate.value,
    confirm: confirm.value,
    fallback: fallback.value,
    isUnsafe: unsafe.value,
  })
}

/** With `confirm` until the same is typed twice. Undefined: there is no terminal. */
async function askUntilSame(
  question: string,
  { echo, confirm }: { readonly echo: boolean; readonly confirm: boolean },
  deps: Asking,
): Promise<Result<string | undefined, LongshoreError>> {
  for (;;) {
    const first = await deps.prompt(question, { echo })
    if (!first.ok && first.error.code === 'PROMPT_WITHOUT_TERMINAL') {
      deps.emit({ type: 'warning', message: 'Not prompting as we are not in interactive mode' })
      return ok(undefined)
    }
    if (!first.ok || !confirm) return first
    const second = await deps.prompt(`confirm ${question}`, { echo })
    if (!second.ok || second.value === first.value) return second
    deps.emit({ type: 'warning', message: 'The values that were typed do not match: asking again' })
  }
}

/** The names that Ansible gives the schemes here, to those of the filter `password_hash`. */
const SCHEMES: Readonly<Record<string, string>> = { sha512_crypt: 'sha512', sha256_crypt: 'sha256' }

const RANDOM_SALT = "lookup('password', '/dev/null length=' ~ size ~ ' chars=ascii_letters,digits')"

function hashed(
  answer: unknown,
  { encrypt, salt, saltSize, at }: VarsPrompt,
  scope: TemplateScope,
  templater: Templater,
): Result<unknown, LongshoreError> {
  if (encrypt === undefined) return answer === null ? ok('None') : ok(answer)
  const scheme = SCHEMES[encrypt]
  if (scheme === undefined) return err(hashNotSupported(encrypt, Object.keys(SCHEMES), at))
  const read = new KeywordReader(scope, templater, at)
  const ownSalt = read.text('salt', salt)
  if (!ownSalt.ok) return ownSalt
  const size = read.number('salt_size', saltSize, 16)
  if (!size.ok) return size
  const values: Readonly<Record<string, unknown>> = { answer, scheme, salt: ownSalt.value, size: size.value }
  const chosen = ownSalt.value === undefined ? RANDOM_SALT : 'salt'
  return templater.evaluate(`answer | password_hash(scheme, ${chosen})`, { get: (name) => ok(values[name]) })
}
