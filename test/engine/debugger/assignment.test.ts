import { describe, expect, test } from '@jest/globals'
import { readAssignment } from '../../../src/engine/debugger/assignment.ts'

describe('a line of the debugger that changes something', () => {
  test.each([
    ["task.args['data'] = 1 + 2", { target: 'task.args', key: 'data', value: '1 + 2' }],
    ['task_vars["a b"]="x"', { target: 'task_vars', key: 'a b', value: '"x"' }],
    ["task.args = {'a': 1}", { target: 'task.args', value: "{'a': 1}" }],
    ["del task.args['data']", { target: 'task.args', key: 'data' }],
    ["task.args['data']", undefined],
    ["task.args['data'] == 1", undefined],
    ["task.name = 'x'", undefined],
    ['del task_vars', undefined],
    ["del task_vars['a'] = 1", undefined],
  ])('%s', (line, expected) => {
    expect(readAssignment(line)).toEqual(expected)
  })
})
