import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli } from '../../../src/cli/run-cli.ts'
import { compositionFor } from '../../kit/composition.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-lint-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function lint(playbook: string) {
  writeFileSync(join(folder, 'play.yml'), playbook)
  const { composition, stdout } = compositionFor(folder)
  const code = await runCli(['lint', 'play.yml', '--as', 'playbook'], composition)
  return {
    code,
    lines: stdout()
      .split('\n')
      .filter((line) => line.includes('CANNOT_BE_UNDONE')),
  }
}

test('lint warns of what a transaction cannot undo, and of nothing outside of it', async () => {
  const linted = await lint(`- hosts: all
  tasks:
    - command: before
    - transaction: {guard: 2m}
      block:
        - {name: makes, shell: touch /x}
        - {command: look, changed_when: false}
        - {copy: {dest: /y, content: z}}
        - block:
            - {name: job, copy: {dest: /y, content: z}, async: 10}
      rescue:
        - command: mend
`)

  expect(linted).toEqual({
    code: 0,
    lines: [
      expect.stringMatching(/^play\.yml:6:\d+: warning: the transaction cannot undo 'makes' \(shell\)/),
      expect.stringMatching(/^play\.yml:10:\d+: warning: the transaction cannot undo 'job' \(copy\)/),
    ],
  })
})

test('and of what a rollout cannot', async () => {
  const linted = await lint('- hosts: all\n  rollout: {stages: [1, 100%]}\n  tasks:\n    - raw: reboot\n')

  expect(linted.lines).toEqual([expect.stringContaining("the rollout cannot undo 'raw' (raw)")])
})
