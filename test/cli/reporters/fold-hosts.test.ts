import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { foldHosts } from '../../../src/cli/reporters/fold-hosts.ts'

describe('foldHosts', () => {
  test.each<[string[], string]>([
    [[], ''],
    [['db1'], 'db1'],
    [['localhost'], 'localhost'],
    [['web01', 'web02', 'web03'], 'web[01-03]'],
    [['web1', 'web2', 'web10', 'web9'], 'web[1-2,9-10]'],
    [['web3', 'web1', 'web2', 'web1'], 'web[1-3]'],
    [['web09', 'web10', 'web11'], 'web[09-11]'],
    [['web1', 'web01'], 'web[1,01]'],
    [['web099', 'web100', 'web99'], 'web[99,099-100]'],
    [['web01', 'web02', 'db1', 'db2', 'cache'], 'web[01-02],db[1-2],cache'],
    [['10.0.0.1', '10.0.0.2', '10.0.0.3'], '10.0.0.[1-3]'],
    [['web1.dc2.example.com', 'web2.dc2.example.com'], 'web[1-2].dc2.example.com'],
    [['rack1-node01', 'rack1-node02', 'rack2-node01', 'rack2-node02'], 'rack1-node[01-02],rack2-node[01-02]'],
    [['a[1]', 'a[2]'], 'a[1],a[2]'],
  ])('folds %j into %s', (names, folded) => {
    expect(foldHosts(names)).toBe(folded)
  })

  test('folds a thousand hosts into one part', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `node${String(index).padStart(4, '0')}`)

    expect(foldHosts(names.toReversed())).toBe('node[0000-0999]')
  })

  test('names exactly the hosts that went in', () => {
    const part = fc.stringMatching(/^(web|db|r)\d{0,3}([.-]\d{1,2}){0,2}[a-z]?$/)

    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (names) => {
        expect(expand(foldHosts(names)).sort()).toEqual([...new Set(names)].sort())
      }),
      { numRuns: 300 },
    )
  })
})

/** What a reader of `web[01-03,7],db1` understands. */
function expand(folded: string): string[] {
  const parts = folded === '' ? [] : folded.split(/,(?![^[]*\])/)
  return parts.flatMap((part) => {
    const found = /^(.*)\[(.*)\](.*)$/.exec(part)
    if (found === null) return [part]
    const [, before = '', ranges = '', after = ''] = found
    return ranges.split(',').flatMap((range) => numbers(range).map((digits) => before + digits + after))
  })
}

function numbers(range: string): string[] {
  const [first = '', last = first] = range.split('-')
  const width = first.length > 1 && first.startsWith('0') ? first.length : 0
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
    String(Number(first) + index).padStart(width, '0'),
  )
}
