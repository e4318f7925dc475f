import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { changedFiles } from '../../src/engine/audit/changed-files.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Step } from '../../src/model/plan.ts'
import { runText } from '../kit/run-text.ts'

function sum(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

async function filesOf(tasks: readonly object[]) {
  const play = { hosts: 'all', gather_facts: false, vars: { folder: '{{ playbook_dir }}' }, tasks }
  const ran = await runText({ playbook: JSON.stringify([play]), files: { 'there.txt': 'old\n' } })
  expect(ran.problems).toEqual([])
  const files = ran.events.flatMap((event) => (event.type === 'files-changed' ? event.files : []))
  return files.map((file) => ({ ...file, path: file.path.replace(/^.*\//, '') }))
}

describe('what a run tells of the files that it changed', () => {
  test('is the diff and the checksums before and after, though no diff is shown', async () => {
    const files = await filesOf([
      { copy: { dest: '{{ folder }}/new.txt', content: 'fresh\n' } },
      { copy: { dest: '{{ folder }}/there.txt', content: 'changed\n' } },
      { copy: { dest: '{{ folder }}/there.txt', content: 'changed\n' } },
      { file: { path: '{{ folder }}/new.txt', state: 'absent' } },
    ])

    expect(files.slice(0, 2)).toMatchObject([
      { path: 'new.txt', before: 'absent', after: sum('fresh\n'), diff: { after: 'fresh\n' } },
      {
        path: 'there.txt',
        before: sum('old\n'),
        after: sum('changed\n'),
        diff: { before: 'old\n', after: 'changed\n' },
      },
    ])
    expect(files.filter(({ path }) => path === 'there.txt')).toHaveLength(1)
  })

  test('has no checksum where a credential is in the file, and its diff has stars', async () => {
    const [file] = await filesOf([
      { copy: { dest: '{{ folder }}/there.txt', content: '{"user": "ann", "password": "abc123"}\n' } },
    ])

    expect(file).toMatchObject({ before: sum('old\n'), after: 'withheld' })
    expect(JSON.stringify(file)).not.toContain('abc123')
  })

  test('is nothing with no_log', async () => {
    expect(await filesOf([{ copy: { dest: '{{ folder }}/a', content: 'x' }, no_log: true }])).toEqual([])
  })
})

describe('files of steps', () => {
  const step = (run: Step['run'], undo: Step['undo'] = []): Step => ({ summary: 'x', run, undo })
  const write = (path: string, content: string | Secret) => ({ kind: 'write', path, content }) as const

  test('are where they end: a candidate that is moved is no file of its own', () => {
    const files = changedFiles(
      [
        step(write('/d/.new', 'b'), [{ kind: 'remove', path: '/d/.new' }]),
        step({ kind: 'move', from: '/d/.new', to: '/d/f' }, [write('/d/f', 'a')]),
      ],
      [{ path: '/d/f', before: 'a', after: 'b' }],
    )

    expect(files).toMatchObject([{ path: '/d/f', before: sum('a'), after: sum('b') }])
  })

  test('have a checksum only where the diff tells the same bytes in full', () => {
    const [hidden] = changedFiles(
      [step(write('/f', 'pin=1234'), [write('/f', 'pin=1')])],
      [{ path: '/f', before: 'pin=*', after: 'pin=****' }],
    )
    const [secret] = changedFiles([step(write('/f', new Secret('b')), [{ kind: 'remove', path: '/f' }])])

    expect(hidden).toMatchObject({ before: 'withheld', after: 'withheld' })
    expect(secret).toMatchObject({ before: 'absent', after: 'withheld' })
  })
})
