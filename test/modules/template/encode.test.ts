import { expect, test } from '@jest/globals'
import { encode } from '../../../src/modules/template/encode.ts'

test.each([
  ['utf-8', 'é', 'c3a9'],
  ['latin-1', 'é', 'e9'],
  ['ISO-8859-1', 'é', 'e9'],
  ['utf_16_le', 'é', 'e900'],
  ['utf-16', 'é', 'fffee900'],
  ['utf-16-be', 'é', '00e9'],
  ['utf_8_sig', 'é', 'efbbbfc3a9'],
  ['ascii', 'e', '65'],
  ['windows-1252', '€é', '80e9'],
  ['cp1251', 'я', 'ff'],
  ['iso8859-15', '€', 'a4'],
  ['koi8-r', 'я', 'd1'],
])('a rendered template is written in %s', (name, text, hex) => {
  expect(encode(text, name)).toMatchObject({ ok: true, value: Buffer.from(hex, 'hex') })
})

test.each([
  ['ascii', 'é', 'U+00E9'],
  ['latin-1', '€', 'U+20AC'],
  ['cp1252', 'я', 'U+044F'],
  ['klingon', 'x', 'unknown encoding: klingon'],
])('%s refuses what it cannot hold, and says what', (name, text, words) => {
  expect(encode(text, name)).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } })
})
