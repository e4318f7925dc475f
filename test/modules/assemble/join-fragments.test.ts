import { describe, expect, test } from '@jest/globals'
import { joinFragments, type Joining } from '../../../src/modules/assemble/join-fragments.ts'

const PARTS = { b: 'two\n', a: 'one', '.h': 'hidden\n', C: 'three\n' }
const PLAIN: Joining = { delimiter: undefined, regexp: undefined, ignoreHidden: false }

describe('joinFragments', () => {
  test.each<[string, Partial<Joining>, string]>([
    ['puts them in the order of their bytes, each on a line of its own', {}, 'hidden\nthree\none\ntwo\n'],
    ['leaves hidden ones out', { ignoreHidden: true }, 'three\none\ntwo\n'],
    ['takes those in whose names the expression is found', { regexp: /[ab]/ }, 'one\ntwo\n'],
    ['puts the delimiter between them, closed by a line end', { regexp: /[ab]/, delimiter: '--' }, 'one\n--\ntwo\n'],
    ['reads escapes in the delimiter', { regexp: /[ab]/, delimiter: '\\n#\\n' }, 'one\n\n#\ntwo\n'],
    ['makes an empty file where none is left', { regexp: /z/ }, ''],
  ])('%s', (_what, joining, expected) => {
    const fragments = Object.entries(PARTS).map(([name, text]) => ({ name, content: Buffer.from(text) }))

    expect(joinFragments(fragments, { ...PLAIN, ...joining }).toString()).toBe(expected)
  })
})
