import { describe, expect, test } from '@jest/globals'
import { registeredDiff } from '../../src/engine/registered-diff.ts'
import type { Diff } from '../../src/model/plan.ts'
import type { TaskResult } from '../../src/model/task-result.ts'

const TEXT: Diff = { path: '/f', before: 'a\n', after: 'b\n' }
const NEW: Diff = { path: '/f', before: undefined, after: 'b\n' }
const MODE: Diff = { path: '/f (attributes)', before: 'mode: 0644\n', after: 'mode: 0600\n' }
const OWNER: Diff = {
  path: '/f (attributes)',
  before: 'owner: root\n',
  after: 'owner: nobody\n',
  fields: { before: { owner: 0 }, after: { owner: 65534 } },
}
const GONE: Diff = { path: '/f', before: 'state: file\n', after: 'state: absent\n' }

function registered(module: string, diff: readonly Diff[] | undefined, more: Partial<TaskResult> = {}) {
  return registeredDiff(module, {
    status: 'changed',
    values: { path: '/f' },
    ...(diff === undefined ? {} : { diff }),
    ...more,
  })
}

describe('what register keeps as diff has the form of the module of ansible-core', () => {
  test.each([
    ['copy', [TEXT], [{ before: 'a\n', after: 'b\n', before_header: '/f', after_header: '/f' }]],
    ['template', [NEW, MODE], [{ before: '', after: 'b\n', after_header: '/f' }]],
    ['replace', [TEXT], { before: 'a\n', after: 'b\n', before_header: '/f', after_header: '/f' }],
    [
      'lineinfile',
      [TEXT, MODE],
      [
        { before: 'a\n', after: 'b\n', before_header: '/f (content)', after_header: '/f (content)' },
        {
          before: { mode: '0644' },
          after: { mode: '0600' },
          before_header: '/f (file attributes)',
          after_header: '/f (file attributes)',
        },
      ],
    ],
    ['copy', [MODE], { before: { path: '/f', mode: '0644' }, after: { path: '/f', mode: '0600' } }],
    ['file', [OWNER], { before: { path: '/f', owner: 0 }, after: { path: '/f', owner: 65534 } }],
    ['file', [MODE], { before: { path: '/f', mode: '0644' }, after: { path: '/f', mode: '0600' } }],
    ['file', [GONE], { before: { path: '/f', state: 'file' }, after: { path: '/f', state: 'absent' } }],
  ])('%s %j', (module, diff, expected) => {
    expect(registered(module, diff)).toEqual({ diff: expected })
  })

  test('a copy that changed something without --diff keeps an empty list, one that changed nothing the path', () => {
    expect(registered('copy', undefined)).toEqual({ diff: [] })
    expect(registered('copy', undefined, { status: 'ok' })).toEqual({
      diff: { before: { path: '/f' }, after: { path: '/f' } },
    })
  })

  test('a copy of a file names that file as what comes after', () => {
    expect(registered('copy', [{ ...TEXT, source: '/files/f' }])).toMatchObject({
      diff: [{ after_header: '/files/f' }],
    })
  })

  test('nothing is kept of a result that is withheld', () => {
    expect(registered('copy', [TEXT], { censored: true })).toEqual({})
  })
})
