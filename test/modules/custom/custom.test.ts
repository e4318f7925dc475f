import { describe, expect, test } from '@jest/globals'
import { styleOf } from '../../../src/modules/custom/module-style.ts'
import { readAnswer } from '../../../src/modules/custom/read-answer.ts'

const output = (stdout: string, stderr = '', exitCode = 0) => ({
  exitCode,
  truncated: false,
  stdout: Buffer.from(stdout),
  stderr: Buffer.from(stderr),
})

describe('how a module of the operator is run', () => {
  test.each([
    ['#!/usr/bin/python\nfrom ansible.module_utils.basic import AnsibleModule\n', { kind: 'python' }],
    ['#!/bin/sh\n# WANT_JSON\n', { kind: 'script', args: 'json', shebang: ['/bin/sh'] }],
    ['#!/usr/bin/env ruby\n', { kind: 'script', args: 'key-value', shebang: ['/usr/bin/env', 'ruby'] }],
    [
      '#!/usr/bin/python3\nx = """<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>"""\n',
      { kind: 'script', args: 'inside', shebang: ['/usr/bin/python3'] },
    ],
    ['\u007fELF\u0001\u0000', { kind: 'binary' }],
    ['echo {}\n', { kind: 'without-interpreter' }],
  ])('%j', (text, style) => {
    expect(styleOf(Buffer.from(text))).toEqual(style)
  })
})

describe('what a module of the operator says', () => {
  test('is the object between other lines, of which those after it are a warning', () => {
    const answer = readAnswer('m', output('noise\n{"changed": true, "stdout": "a\\nb", "invocation": {}}\nlate\n'))

    expect(answer).toMatchObject({ changed: true, values: { stdout_lines: ['a', 'b'] } })
    expect(answer.values).not.toHaveProperty('invocation')
    expect(answer.warnings).toEqual(['Module invocation had junk after the JSON data: late'])
  })

  test('is a failure where it says so, or where only its rc does', () => {
    expect(readAnswer('m', output('{"failed": true, "msg": "no"}')).failed?.message).toBe('no')
    expect(readAnswer('m', output('{"rc": 1, "msg": "rc"}')).failed?.message).toBe('rc')
    expect(readAnswer('m', output('{"rc": 1, "failed": false}')).failed).toBeUndefined()
  })

  test('is a MODULE FAILURE where it is no JSON', () => {
    const answer = readAnswer('m', output('oops\n', 'Traceback: x\n', 3))

    expect(answer.failed?.message).toContain('MODULE FAILURE')
    expect(answer.values).toMatchObject({ module_stdout: 'oops\n', rc: 3, exception: 'Traceback: x\n' })
  })
})
