import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const rows = readFileSync('docs/field-failures.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

const proofs = rows.flatMap(([, number = '', , , , shown = '']) =>
  [...shown.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = '', path = '']) => ({
    number,
    title: title.replaceAll('\\', ''),
    path: join('docs', path),
  })),
)

describe('docs/field-failures.md', () => {
  test('has the 34 failures in order, each with a test that shows it', () => {
    const numbers = rows.map(([, number]) => Number(number))

    expect(numbers).toEqual(Array.from({ length: 34 }, (_, index) => index + 1))
    expect([...new Set(proofs.map(({ number }) => Number(number)))]).toEqual(numbers)
  })

  test.each(proofs)('$number: $path has the test "$title"', ({ title, path }) => {
    expect(readFileSync(path, 'utf8')).toMatch(titleIn(title))
  })
})

/** The title as a whole string of the source, as a test's name or the name of one of its cases. */
function titleIn(title: string): RegExp {
  const text = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(['"\`])${text}\\1`)
}
