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

/** As it is, in JSON, in an address, and in base64 wherever it begins there. */
function formsOf(text: string): readonly string[] {
  const forms = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...inBase64(text)]
  return forms.filter((form) => form.length >= LEAST)
}

/** Three bytes are four characters: those that neighbours have a part in are left out. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const whole = bytes.length - (bytes.length % 3)
    return bytes
      .subarray(0, whole)
      .toString('base64')
      .slice(before === 0 ? 0 : 4)
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
