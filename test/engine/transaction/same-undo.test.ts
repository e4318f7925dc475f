import { describe, expect, test } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { isSameUndo } from '../../../src/engine/transaction/same-undo.ts'
import type { Step } from '../../../src/model/plan.ts'
import { exec, shell, type PlainCommand } from '../../../src/model/remote-command.ts'

function stepUndoneBy(...undo: readonly PlainCommand[]): Step {
  return { summary: 'it', run: exec('true'), undo }
}

const write = (content: string | Secret | Uint8Array): PlainCommand => ({ kind: 'write', path: '/etc/a', content })

describe('isSameUndo', () => {
  test.each<[string, Step, Step | undefined, boolean]>([
    ['the same text', stepUndoneBy(write('a')), stepUndoneBy(write('a')), true],
    ['another text', stepUndoneBy(write('a')), stepUndoneBy(write('b')), false],
    ['the same bytes', stepUndoneBy(write(Buffer.from('a'))), stepUndoneBy(write(Buffer.from('a'))), true],
    ['the same secret', stepUndoneBy(write(new Secret('a'))), stepUndoneBy(write(new Secret('a'))), true],
    ['another secret', stepUndoneBy(write(new Secret('a'))), stepUndoneBy(write(new Secret('b'))), false],
    ['a secret that became text', stepUndoneBy(write(new Secret('a'))), stepUndoneBy(write('a')), false],
    [
      'another secret on stdin',
      stepUndoneBy({ ...shell('cat'), stdin: new Secret('a') }),
      stepUndoneBy({ ...shell('cat'), stdin: new Secret('b') }),
      false,
    ],
    [
      'a file that was not there',
      stepUndoneBy({ kind: 'remove', path: '/b.1' }),
      stepUndoneBy({ kind: 'remove', path: '/b.2' }),
      true,
    ],
    ['a command less', stepUndoneBy(write('a'), exec('x')), stepUndoneBy(write('a')), false],
    ['no step at all', stepUndoneBy(write('a')), undefined, false],
    [
      'other words of a moment',
      { ...stepUndoneBy(shell('x', 'id1', 'y')), momentary: ['id1'] },
      { ...stepUndoneBy(shell('x', 'id2', 'y')), momentary: ['id2'] },
      true,
    ],
    [
      'another word',
      { ...stepUndoneBy(shell('x', 'id1', 'y')), momentary: ['id1'] },
      { ...stepUndoneBy(shell('x', 'id2', 'z')), momentary: ['id2'] },
      false,
    ],
  ])('%s', (_, step, again, isSame) => {
    expect(isSameUndo(step, again)).toBe(isSame)
  })
})
