import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const PROGRAM = join(import.meta.dirname, '../../../src/bin/ansible-playbook.ts')

const PLAYBOOK = `
- hosts: localhost
  gather_facts: false
  vars: {word: one}
  tasks:
    - name: fails
      command: /bin/false
      debugger: on_failed
    - debug: msg=after
`

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-debugger-'))
  await writeFile(join(folder, 'play.yml'), PLAYBOOK)
})

afterAll(() => rm(folder, { recursive: true }))

/** The commands come by a pipe, as they may for ansible-playbook. */
function debug(...commands: string[]): Promise<{ readonly out: string; readonly code: number | null }> {
  const child = spawn(process.execPath, [PROGRAM, 'play.yml'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text))
  child.stdin.end(commands.map((command) => `${command}\n`).join(''))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ out, code }))
  })
}

/** What is said behind each prompt. */
function said(out: string): readonly string[] {
  return out
    .split('[localhost] TASK: fails (debug)> ')
    .slice(1)
    .map((text) => text.split('\n')[0] ?? '')
}

const COUNTS = /ok=\d+ +changed=\d+ +unreachable=\d+ +failed=\d+/

describe('the task debugger, as ansible-core 2.14 does it', () => {
  test('shows values, and goes on with the failure', async () => {
    const { out, code } = await debug('p task', 'p task_vars["word"]', 'p host', '', 'p nothere', 'x y', 'c')

    expect(said(out).slice(0, 6)).toEqual([
      'TASK: fails',
      "'one'",
      'localhost',
      'localhost',
      `***NameError:NameError("name 'nothere' is not defined")`,
      `***SyntaxError:SyntaxError('invalid syntax')`,
    ])
    expect(COUNTS.exec(out)?.[0].split(/ +/)).toEqual(['ok=0', 'changed=0', 'unreachable=0', 'failed=1'])
    expect(code).toBe(2)
  }, 60_000)

  test('runs the task again with other arguments, and forgets the failure', async () => {
    const { out, code } = await debug('task.args["_raw_params"] = "/bin/echo " + task_vars["word"]', 'redo')

    expect(out).toContain('changed: [localhost]')
    expect(out).toContain('"msg": "after"')
    expect(COUNTS.exec(out)?.[0].split(/ +/)).toEqual(['ok=2', 'changed=1', 'unreachable=0', 'failed=0'])
    expect(code).toBe(0)
  }, 60_000)

  test.each([[['quit']], [[]]])(
    'ends the run at %j',
    async (commands) => {
      const { out, code } = await debug(...commands)

      expect(out).not.toContain('"msg": "after"')
      expect(code).toBe(99)
    },
    60_000,
  )
})
