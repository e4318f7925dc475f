import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { isEncrypted } from '../model/vault/envelope.ts'
import { seal, type Vault, type VaultSecret } from '../loader/vault/vault.ts'
import { notEncrypted } from '../app/vault-errors.ts'
import type { Prompter } from './terminal/prompt.ts'

export interface StringFlags {
  readonly name?: readonly string[]
  readonly stdinName?: string
  readonly prompt?: boolean
  readonly showInput?: boolean
}

interface Input {
  readonly prompter: Prompter
  readonly readStdin: () => Promise<Buffer>
}

interface NamedText {
  readonly name: string | undefined
  readonly text: Buffer
}

/**
 * `!vault` values to paste into YAML, as `ansible-vault encrypt_string` prints them: of what is typed, then of stdin, then
 * of the words given, with their names in order. A final newline of stdin is part of the text.
 */
export async function encryptStrings(
  given: readonly string[],
  flags: StringFlags,
  secret: VaultSecret,
  input: Input,
): Promise<Result<string, LongshoreError>> {
  const texts = await collectTexts(given, flags, input)
  if (!texts.ok) return texts
  if (texts.value.length === 0 || texts.value.some(({ text }) => text.length === 0)) return err(nothingToEncrypt())
  const values = texts.value.map(({ name, text }) => yamlValue(name, seal(text, secret)))
  return ok(`${values.join('\n')}\n`)
}

/** The plain text of a value: the envelope alone, or with `name: !vault |` above it. From stdin without one. */
export async function decryptString(
  given: string | undefined,
  vault: Vault,
  { readStdin }: Input,
): Promise<Result<Buffer, LongshoreError>> {
  const isStdin = given === undefined || given === '-'
  const shown = isStdin ? 'stdin' : 'the value'
  const written = isStdin ? (await readStdin()).toString('utf8') : given
  const envelope = written
    .replace(/^[^\n]*!vault(?:-encrypted)?\s*[|>][-+]?[^\n]*\n/, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
  return isEncrypted(envelope) ? vault.open(envelope, { shown }) : err(notEncrypted(shown))
}

async function collectTexts(
  given: readonly string[],
  flags: StringFlags,
  { prompter, readStdin }: Input,
): Promise<Result<readonly NamedText[], LongshoreError>> {
  const texts: NamedText[] = []
  const names = flags.name ?? []
  const words = given.filter((word) => word !== '-')
  if (flags.prompt === true) {
    const options = { echo: flags.showInput === true, answeredBy: 'the text as an argument, or - and stdin' }
    const typed = await prompter.ask('String to encrypt', options)
    if (!typed.ok) return typed
    texts.push({ name: words.length === 0 ? names[0] : undefined, text: Buffer.from(typed.value) })
  }
  const wantsStdin =
    given.includes('-') || flags.stdinName !== undefined || (given.length === 0 && flags.prompt !== true)
  if (wantsStdin) {
    const name = flags.stdinName ?? (words.length === 0 && flags.prompt !== true ? names[0] : undefined)
    texts.push({ name, text: await readStdin() })
  }
  words.forEach((word, index) => texts.push({ name: names[index], text: Buffer.from(word) }))
  return ok(texts)
}

function yamlValue(name: string | undefined, envelope: string): string {
  const lines = envelope.trimEnd().split('\n')
  return [`${name === undefined ? '' : `${name}: `}!vault |`, ...lines.map((line) => ' '.repeat(10) + line)].join('\n')
}

function nothingToEncrypt(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'there is no text to encrypt', {
    hint: 'longshore vault encrypt-string TEXT -n NAME; or - to read it from stdin, where no other process can see it',
  })
}
