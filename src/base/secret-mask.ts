const SHOWN = '[secret]'
/** Shorter ones stand in too much that is no secret. */
const LEAST = 6

/** Knows secrets by their text, and takes them out of what is to be shown, however a template brought them there. */
export class SecretMask {
  readonly #forms = new Set<string>()
  #pattern: RegExp | undefined

  /** Its lines, too, where it has several: a diff shows them one by one. */
  add(secret: string): void {
    for (const text of [secret, ...secret.split('\n')].map((each) => each.trim())) {
      if (text.length < LEAST || this.#forms.has(text)) continue
      for (const form of formsOf(text)) this.#forms.add(form)
      this.#pattern = undefined
    }
  }

  get isEmpty(): boolean {
    return this.#forms.size === 0
  }

  mask(text: string): string {
    if (this.isEmpty) return text
    this.#pattern ??= patternOf(this.#forms)
    return text.replaceAll(this.#pattern, SHOWN)
  }
}

/** As it is, in JSON (Python's, too, and JSON in JSON), in an address, for a shell, in HTML, in base64 wherever it begins there. */
function formsOf(text: string): readonly string[] {
  const json = inJson(text)
  const asAddress = encodeURIComponent(text)
  const forms = [
    ...[text, json, inJson(json), inAscii(json), inJson(inAscii(json))],
    ...[asAddress, inPythonsAddress(asAddress), inPythonsAddress(asAddress).replaceAll('%2F', '/')],
    ...[text.replaceAll("'", `'"'"'`), text.replaceAll("'", String.raw`'\''`), text.replaceAll("'", "''")],
    ...[inHtml(text), ...inBase64(text)],
  ]
  return [...new Set(forms)].filter((form) => form.length >= LEAST)
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function inAscii(json: string): string {
  return json.replaceAll(/[^\0-\x7f]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What JavaScript leaves as it is in an address, and Python does not. */
function inPythonsAddress(asAddress: string): string {
  return asAddress.replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
}

function inHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (each) => names[each] ?? each)
}

/** Three bytes are four characters: those that neighbours have a part in are left out. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const whole = bytes.length - (bytes.length % 3)
    const usual = bytes
      .subarray(0, whole)
      .toString('base64')
      .slice(before === 0 ? 0 : 4)
    return [usual, usual.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** The longest first: one may be a part of another. */
function patternOf(forms: ReadonlySet<string>): RegExp {
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  return new RegExp(
    longestFirst.map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('|'),
    'g',
  )
}
