import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { wrapText } from '../../../src/cli/terminal/wrap-text.ts'

/** What Python's `textwrap.wrap(text, 79)` gave for texts of our own. */
const RECORDED = JSON.parse(readFileSync(new URL('wrapped.json', import.meta.url), 'utf8')) as readonly {
  readonly text: string
  readonly wrapped: readonly string[]
}[]

describe('text is broken into lines where Python breaks it', () => {
  test.each(RECORDED.map(({ text, wrapped }) => [text, wrapped] as const))('%j', (text, wrapped) => {
    expect(wrapText(text, 79).split('\n')).toEqual(wrapped)
  })
})
