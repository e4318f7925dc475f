import { expect, test } from '@jest/globals'
import { jsonProblem } from '../../../src/adapters/template/filters/json-problem.ts'

test.each([
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
  ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
  ['{"a":1} x', 'Extra data: line 1 column 9 (char 8)'],
  ['{a: 1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a": 1,}', 'Expecting property name enclosed in double quotes: line 1 column 9 (char 8)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a":\n\n  x}', 'Expecting value: line 3 column 3 (char 9)'],
  ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
])('%j is refused as Python refuses it', (text, problem) => {
  expect(jsonProblem(text)).toBe(problem)
})

test.each(['[1, {"a": "\\u00e9"}, -1.5e3]', ' null ', '{}', 'NaN'])('%j is what Python reads', (text) => {
  expect(jsonProblem(text)).toBeUndefined()
})
