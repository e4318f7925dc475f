import { describe, expect, test } from '@jest/globals'
import { applyLimit, limitFileNames, matchPattern } from '../../src/model/host-pattern.ts'
import type { Inventory, InventoryGroup } from '../../src/model/inventory.ts'

function group(name: string, hosts: readonly string[], children: readonly string[] = []): InventoryGroup {
  return { name, hosts, children, vars: {}, depth: name === 'all' ? 0 : 1, priority: 1 }
}

const GROUPS = [group('all', [], ['ungrouped', 'web']), group('ungrouped', ['lone']), group('web', ['web1', 'web2'])]
const INVENTORY: Inventory = {
  hosts: new Map(['lone', 'web1', 'web2'].map((name) => [name, { name, vars: {} }])),
  groups: new Map(GROUPS.map((each) => [each.name, each])),
  sources: [],
}

describe('matchPattern', () => {
  test.each([
    ['~web(', "the pattern '~web(' is invalid at column 1: not a regular expression (unterminated group)"],
    ['lone:~*', "the pattern 'lone:~*' is invalid at column 6: not a regular expression (nothing to repeat)"],
    ['web:!~(', "the pattern 'web:!~(' is invalid at column 6: not a regular expression (unterminated group)"],
    [
      'lone, web[7]',
      "the pattern 'lone, web[7]' is invalid at column 10: No hosts matched the subscripted pattern 'web[7]': 'web' has 2 hosts, so [7] is none of them",
    ],
    ['web:&', "the pattern 'web:&' is invalid at column 6: nothing follows '&'"],
    ['~', "the pattern '~' is invalid at column 1: nothing follows '~'"],
    ['web[1:2', "the pattern 'web[1:2' is invalid at column 4: a '[' has no pair"],
    ['lone:web1]', "the pattern 'lone:web1]' is invalid at column 10: a ']' has no pair"],
  ])('refuses %j with its column', (pattern, message) => {
    const matched = matchPattern(INVENTORY, pattern)

    expect(!matched.ok && matched.error).toMatchObject({
      code: 'PATTERN_INVALID',
      message,
      hint: "A pattern is hosts, groups, globs or ~regex, joined by ':' or ',' with '!' and '&', such as web*:!web-03",
    })
  })

  test('warns of a name that matches nothing, with the nearest one', () => {
    expect(matchPattern(INVENTORY, 'webb:lone:zzzzzz')).toEqual({
      ok: true,
      value: {
        hosts: ['lone'],
        warnings: [
          "Could not match supplied host pattern, ignoring: webb: did you mean 'web'?",
          'Could not match supplied host pattern, ignoring: zzzzzz',
        ],
      },
    })
  })
})

describe('applyLimit', () => {
  test('keeps the order of the hosts, and reads the terms of a file line by line', () => {
    const files = new Map([['retry', 'web2\r\n\nlone\n']])

    const limited = applyLimit(INVENTORY, ['web1', 'web2', 'lone'], ['@retry,web1', '!lone'], files)

    expect(limited).toEqual({ ok: true, value: { hosts: ['web1', 'web2'], warnings: [] } })
  })

  test('names the files that the caller has to read', () => {
    expect(limitFileNames(['web,@a.retry', '@b/c'])).toEqual(['a.retry', 'b/c'])
  })
})
