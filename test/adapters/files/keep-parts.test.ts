import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { keepParts, sumsOf } from '../../../src/adapters/files/keep-parts.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { err, ok } from '../../../src/base/result.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'longshore-parts-'))
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

const fresh = () => mkdtempSync(join(root, 'case-'))
const refused = new LongshoreError('TASK_FAILED', 'no')

describe('a file that comes in parts', () => {
  test('is whole at its place, with its sums, and no part is asked for before the one before it is written', async () => {
    const folder = fresh()
    const sizes: number[] = []
    const next = () => {
      const beside = readdirSync(join(folder, 'in'))[0] ?? ''
      sizes.push(statSync(join(folder, 'in', beside)).size)
      return Promise.resolve(ok(sizes.length <= 3 ? Buffer.alloc(1000, sizes.length) : undefined))
    }

    const kept = await keepParts(join(folder, 'in', 'f'), { next, accept: () => undefined })

    expect(kept).toEqual(ok(await sumsOf(join(folder, 'in', 'f'))))
    expect(sizes).toEqual([0, 1000, 2000, 3000])
    expect(readdirSync(join(folder, 'in'))).toEqual(['f'])
    expect(statSync(join(folder, 'in', 'f')).size).toBe(3000)
  })

  test.each([
    ['a part that does not come', () => Promise.resolve(err(refused)), () => undefined],
    ['a sum that is refused', () => Promise.resolve(ok(undefined)), () => refused],
  ])('leaves what was there after %s', async (_what, next, accept) => {
    const folder = fresh()
    writeFileSync(join(folder, 'f'), 'before')

    const kept = await keepParts(join(folder, 'f'), { next, accept })

    expect(kept).toEqual(err(refused))
    expect(readdirSync(folder)).toEqual(['f'])
    expect(readFileSync(join(folder, 'f'), 'utf8')).toBe('before')
  })
})
