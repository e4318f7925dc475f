import { err, ok, type Result } from '../../base/result.ts'

/**
 * Encrypted text as Ansible writes it (parsing/vault: format 1.1, and 1.2, which has a vault id). A line of header; then in
 * lines of 80 digits the hex of three lines that are hex themselves: salt, HMAC-SHA256 of the ciphertext, ciphertext.
 */
export interface Envelope {
  /** The vault id of format 1.2: which password it asks for. It is a hint; any password may be tried. */
  readonly id: string | undefined
  readonly salt: Buffer
  readonly hmac: Buffer
  readonly ciphertext: Buffer
}

/** Why text is not an envelope, as half a sentence, and what to do about it. */
export interface EnvelopeProblem {
  readonly problem: string
  readonly hint: string
}

const MAGIC = '$ANSIBLE_VAULT'
const CIPHER = 'AES256'
const LINE = 80
const DAMAGED = 'Restore the file from where it came from: a line is missing or was changed'

/** Whether this is meant to be an envelope: it may still be damaged. */
export function isEncrypted(content: Uint8Array | string): boolean {
  const start = typeof content === 'string' ? content.slice(0, MAGIC.length) : latin1(content.subarray(0, MAGIC.length))
  return start === MAGIC
}

export function parseEnvelope(text: string): Result<Envelope, EnvelopeProblem> {
  const [header = '', ...body] = text.trim().split(/\r?\n/)
  const [magic, version, cipher, id] = header.split(';').map((part) => part.trim())
  if (magic !== MAGIC || version === undefined || cipher === undefined) {
    const hint = 'The first line has to be $ANSIBLE_VAULT;1.1;AES256, or $ANSIBLE_VAULT;1.2;AES256;ID'
    return refused('its first line is not the header of Ansible Vault', hint)
  }
  if (version !== '1.1' && version !== '1.2') {
    return refused(`format ${version} is not known`, 'Only 1.1 and 1.2 are: encrypt it again')
  }
  if (cipher !== CIPHER) return refused(`the cipher ${cipher} is not known`, `Only ${CIPHER} is: encrypt it again`)
  const inner = fromHex(body.map((line) => line.trim()).join(''))
  if (inner === undefined) return refused('it is cut short or damaged', DAMAGED)
  const [salt, hmac, ciphertext, ...rest] = latin1(inner).split('\n').map(fromHex)
  const isWhole = salt !== undefined && hmac?.length === 32 && ciphertext !== undefined && ciphertext.length > 0
  if (!isWhole || rest.length > 0) return refused('it is cut short or damaged', DAMAGED)
  return ok({ id: version === '1.2' && id !== '' ? id : undefined, salt, hmac, ciphertext })
}

/** Format 1.2 where there is an id other than `default`, else 1.1, as ansible-vault writes them. Ends in a newline. */
export function formatEnvelope({ id, salt, hmac, ciphertext }: Envelope): string {
  const header = id === undefined || id === 'default' ? [MAGIC, '1.1', CIPHER] : [MAGIC, '1.2', CIPHER, id]
  const inner = [salt, hmac, ciphertext].map((part) => part.toString('hex')).join('\n')
  const digits = Buffer.from(inner, 'latin1').toString('hex')
  const lines = digits.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return `${[header.join(';'), ...lines].join('\n')}\n`
}

function refused(problem: string, hint: string): Result<never, EnvelopeProblem> {
  return err({ problem, hint })
}

function fromHex(digits: string): Buffer | undefined {
  return /^(?:[0-9a-fA-F]{2})*$/.test(digits) ? Buffer.from(digits, 'hex') : undefined
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
