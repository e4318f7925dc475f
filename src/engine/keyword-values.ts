import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { keywordNotUsable } from './keyword-errors.ts'

const TRUE_WORDS = new Set(['yes', 'on', '1', 'true', 'y', 't'])
const FALSE_WORDS = new Set(['no', 'off', '0', 'false', 'n', 'f', ''])

/** Renders the keywords of one task for one host and gives them their types. */
export class KeywordReader {
  readonly #scope: TemplateScope
  readonly #templater: Templater
  readonly #at: SourcePosition

  constructor(scope: TemplateScope, templater: Templater, at: SourcePosition) {
    this.#scope = scope
    this.#templater = templater
    this.#at = at
  }

  flag(keyword: string, value: unknown, fallback: boolean): Result<boolean, LongshoreError> {
    const rendered = this.#render(value)
    if (!rendered.ok) return rendered
    const found = rendered.value
    if (found === undefined || found === null) return ok(fallback)
    if (typeof found === 'boolean') return ok(found)
    const word = typeof found === 'string' || typeof found === 'number' ? String(found).toLowerCase() : undefined
    if (word !== undefined && TRUE_WORDS.has(word)) return ok(true)
    if (word !== undefined && FALSE_WORDS.has(word)) return ok(false)
    return err(keywordNotUsable(keyword, 'true or false', found, this.#at))
  }

  number(keyword: string, value: unknown, fallback: number): Result<number, LongshoreError> {
    const rendered = this.#render(value)
    if (!rendered.ok) return rendered
    const found = rendered.value
    if (found === undefined || found === null || found === '') return ok(fallback)
    const number = typeof found === 'number' ? found : typeof found === 'string' ? Number(found) : Number.NaN
    return Number.isFinite(number) ? ok(number) : err(keywordNotUsable(keyword, 'a number', found, this.#at))
  }

  text(keyword: string, value: unknown): Result<string | undefined, LongshoreError> {
    const rendered = this.#render(value)
    if (!rendered.ok) return rendered
    const found = rendered.value
    if (found === undefined || found === null || found === '') return ok(undefined)
    if (typeof found === 'string' || typeof found === 'number') return ok(String(found))
    return err(keywordNotUsable(keyword, 'text', found, this.#at))
  }

  #render(value: unknown): Result<unknown, LongshoreError> {
    return typeof value === 'string' ? this.#templater.render(value, this.#scope) : ok(value)
  }
}
