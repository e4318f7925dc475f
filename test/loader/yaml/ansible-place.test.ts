import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { ansiblePlace } from '../../../src/loader/yaml/ansible-place.ts'
import { ansibleText } from '../../../src/loader/yaml/ansible-text.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'longshore-place-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function placeIn(text: string, line: number, column: number): string {
  const file = join(folder, 'play.yml')
  writeFileSync(file, text)
  return ansiblePlace({ file, line, column }).replaceAll(folder, '<folder>')
}

describe('the place of a mistake as ansible-core tells it', () => {
  test('names file, line and column, and shows the line, the one before and a mark', () => {
    expect(placeIn('- hosts: all\n  tasks:\n    - nosuch:\n', 3, 7)).toBe(
      "The error appears to be in '<folder>/play.yml': line 3, column 7, but may\n" +
        'be elsewhere in the file depending on the exact syntax problem.\n\n' +
        'The offending line appears to be:\n\n  tasks:\n    - nosuch:\n      ^ here\n',
    )
  })

  test('shows no value that looks secret by its name', () => {
    const shown = placeIn('registry_password: hunter2\napi_token: abcdef\n', 2, 1)

    expect(shown).toContain('registry_password: ********\napi_token: ********\n')
    expect(shown).not.toMatch(/hunter2|abcdef/)
  })

  test('shows no line of a file that is encrypted', () => {
    expect(placeIn('$ANSIBLE_VAULT;1.1;AES256\n3131\n', 2, 1)).not.toContain('The offending line')
  })

  test('shows no line of a file of variables, which may be secret', () => {
    const file = join(folder, 'vars.yml')
    writeFileSync(file, 'plain: hunter2\n')
    const at = { file, line: 1, column: 1 }
    const error = new LongshoreError('VARS_INVALID', 'wrong', { at, ansible: { message: 'wrong', at } })

    expect(ansibleText(error)).toContain('line 1, column 1')
    expect(ansibleText(error)).not.toContain('hunter2')
  })

  test('goes up to the last line with something in it where the mistake is behind the end', () => {
    expect(placeIn('a: [\n\n', 3, 1)).toContain('\n\na: [\n^ here\n')
  })
})
