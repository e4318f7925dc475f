import { describe, expect, test } from '@jest/globals'
import { pythonLiteral } from '../../../src/loader/inventory/python-literal.ts'

describe('pythonLiteral', () => {
  test.each([
    ['1', 1],
    ['(1, 2)', [1, 2]],
    ['1, 2', [1, 2]],
    ['(1,)', [1]],
    ['()', []],
    ['{1, 2, 1}', [1, 2]],
    ["{'a': 1, 2: 'b', True: None}", { a: 1, 2: 'b', true: null }],
    ['18446744073709551616', '18446744073709551616'],
    ['-5', -5],
    ['1e3', 1000],
    ["b'x' b'y'", 'xy'],
    ['"""a"""', 'a'],
    ['1 # a comment', 1],
  ])('reads %j as Python does', (text, expected) => {
    expect(pythonLiteral(text)).toEqual(expected)
  })

  test.each([
    ...['', '08', '0644', 'foo', 'true', '1+2', '--5', '1 2', '[1', '[1, foo]', "'open", '{{ x }}', "{{ {'a': 1} }}"],
    ...['1_', '1.2.3', "f'x'", "'\\N{DASH}'", '...', '1j', '{1: 2, 3}', '[,]'],
  ])('leaves %j as text', (text) => {
    expect(pythonLiteral(text)).toBeUndefined()
  })
})
