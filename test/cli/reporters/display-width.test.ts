import { expect, test } from '@jest/globals'
import { displayWidth } from '../../../src/cli/reporters/display-width.ts'

test.each([
  ['plain', 5],
  ['日本語', 6],
  ['한글', 4],
  ['ｗｉｄｅ', 8],
  ['é', 1],
  ['é', 1],
  ['🚀', 2],
  ['', 0],
])('%s takes %i columns of a terminal', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})
