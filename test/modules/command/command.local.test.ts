import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { command } from '../../../src/modules/command/index.ts'
import { raw } from '../../../src/modules/raw/index.ts'
import { script } from '../../../src/modules/script/index.ts'
import { shell } from '../../../src/modules/shell/index.ts'
import { runModule } from '../run-module.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-command-'))
  await writeFile(join(folder, 'there'), 'x')
  await writeFile(join(folder, 'say.sh'), '#!/bin/sh\necho "$#:$1:$2"; pwd; echo e >&2; exit 5\n')
})
afterAll(() => rm(folder, { recursive: true }))

describe('command on a real host', () => {
  test('expands variables and ~ in words, keeps quoted words together and strips the last line end', async () => {
    const ran = await runModule(command, { _raw_params: `echo hi $HOME ~ "a  b" \${NOPE} $1 it\\'s` })

    expect(ran).toMatchObject({ status: 'changed', roundTrips: 1 })
    const home = process.env['HOME'] ?? ''
    expect(ran.values).toMatchObject({
      rc: 0,
      stdout: `hi ${home} ${home} a  b \${NOPE} $1 it's`,
      stdout_lines: [`hi ${home} ${home} a  b \${NOPE} $1 it's`],
      stderr: '',
      stderr_lines: [],
      msg: '',
      cmd: ['echo', 'hi', '$HOME', '~', 'a  b', '${NOPE}', '$1', "it's"],
    })
    expect(ran.values['start']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/)
    expect(ran.values['delta']).toMatch(/^0:00:\d\d\.\d{6}$/)
  })

  test('reads nothing of a shell into its words', async () => {
    const ran = await runModule(command, { argv: ['printf', '%s|', ';', '$(id)', '*', '`id`', '', '-n'] })

    expect(ran.values['stdout']).toBe(';|$(id)|*|`id`||-n|')
  })

  test.each([
    ['a program that does not exist', 'nosuchprogram a', "[Errno 2] No such file or directory: b'nosuchprogram'"],
    ['a shell builtin', 'cd /', "[Errno 2] No such file or directory: b'cd'"],
  ])('refuses %s as Ansible does', async (_what, line, msg) => {
    const ran = await runModule(command, { _raw_params: line })

    expect(ran).toMatchObject({
      status: 'failed',
      values: { rc: 2, msg, cmd: line },
      error: { code: 'COMMAND_FAILED' },
    })
  })

  test('does not run where creates matches or removes does not', async () => {
    const created = await runModule(command, { _raw_params: 'false', creates: `${folder}/the*` })
    const removed = await runModule(command, { _raw_params: 'false', removes: `${folder}/nope` })
    const needed = await runModule(command, {
      _raw_params: 'true',
      creates: `${folder}/nope`,
      removes: `${folder}/there`,
    })

    expect(created).toMatchObject({
      status: 'ok',
      roundTrips: 1,
      values: {
        rc: 0,
        msg: `Did not run command since '${folder}/the*' exists`,
        stdout: `skipped, since ${folder}/the* exists`,
      },
    })
    expect(removed.values['msg']).toBe(`Did not run command since '${folder}/nope' does not exist`)
    expect(needed.status).toBe('changed')
  })

  test('gives stdin to the command, with a newline unless told otherwise', async () => {
    const withNewline = await runModule(command, { _raw_params: 'od -c', stdin: 'é' })
    const without = await runModule(command, { _raw_params: 'wc -c', stdin: 'abc', stdin_add_newline: false })

    expect(withNewline.values['stdout']).toContain('303 251  \\n')
    expect(without.values['stdout']).toBe('3')
  })

  test('says what a directory that is not there prevents', async () => {
    const ran = await runModule(command, { _raw_params: 'true', chdir: `${folder}/nope` })

    expect(ran).toMatchObject({
      status: 'failed',
      values: {
        rc: null,
        msg: `Unable to change directory before execution: [Errno 2] No such file or directory: b'${folder}/nope'`,
      },
    })
  })

  test('in check mode runs nothing and answers like Ansible', async () => {
    const bare = await runModule(command, { _raw_params: 'true' }, { checkMode: true })
    const would = await runModule(command, { _raw_params: 'true', creates: `${folder}/nope` }, { checkMode: true })
    const wouldNot = await runModule(command, { _raw_params: 'true', creates: `${folder}/there` }, { checkMode: true })

    expect(bare).toMatchObject({ status: 'skipped', values: { msg: 'Command would have run if not in check mode' } })
    expect(would).toMatchObject({ status: 'changed', roundTrips: 1 })
    expect(wouldNot).toMatchObject({
      status: 'ok',
      values: { msg: `Would not run command since '${folder}/there' exists` },
    })
  })
})

describe('shell on a real host', () => {
  test('reports output and exit code of a failing text, in one round trip', async () => {
    const ran = await runModule(shell, { _raw_params: 'echo out; echo err >&2; exit 3', chdir: folder })

    expect(ran).toMatchObject({
      status: 'failed',
      roundTrips: 1,
      values: {
        rc: 3,
        stdout: 'out',
        stderr: 'err',
        msg: 'non-zero return code',
        cmd: 'echo out; echo err >&2; exit 3',
      },
      error: { code: 'COMMAND_FAILED', message: 'echo: non-zero return code 3: err' },
    })
  })

  test.each(['/bin/sh', '/bin/bash'])('keeps the text out of every argv with %s', async (executable) => {
    const ran = await runModule(shell, {
      _raw_params: `secret='hunt''er2'; cat /proc/$$/cmdline /proc/$PPID/cmdline | tr '\\0' ' ' # a 'quote" \\ $x`,
      executable,
    })

    expect(ran.values).toMatchObject({ rc: 0, stderr: '' })
    expect(ran.values['stdout']).toContain(`${executable} -c`)
    expect(ran.values['stdout']).not.toContain('hunt')
  })

  test('lets a text read its own stdin, use here-documents and several lines', async () => {
    const text = 'read line\ncat <<EOF\ngot $line\nEOF\nprintf "%s" "no newline"'

    const ran = await runModule(shell, { _raw_params: text, stdin: 'in' })

    expect(ran.values['stdout']).toBe('got in\nno newline')
  })
})

describe('raw on a real host', () => {
  test('leaves the output as it came', async () => {
    const ran = await runModule(raw, { _raw_params: 'echo hi; echo e >&2; exit 4' })

    expect(ran).toMatchObject({
      status: 'failed',
      roundTrips: 1,
      values: { rc: 4, stdout: 'hi\n', stdout_lines: ['hi'], stderr: 'e\n', msg: 'non-zero return code' },
    })
  })

  test('is skipped in check mode', async () => {
    const ran = await runModule(raw, { _raw_params: 'echo hi' }, { checkMode: true })

    expect(ran).toMatchObject({ status: 'skipped', roundTrips: 0 })
  })
})

describe('script on a real host', () => {
  test('runs with its arguments in chdir and leaves nothing behind', async () => {
    const ran = await runModule(script, { _raw_params: 'say.sh one "two words"', chdir: folder }, { files: folder })

    expect(ran).toMatchObject({
      status: 'failed',
      roundTrips: 1,
      values: { rc: 5, stdout: `2:one:two words\n${folder}\n`, stderr: 'e\n' },
    })
  })

  test('runs with the executable that the task names', async () => {
    const ran = await runModule(script, { _raw_params: 'say.sh x', executable: 'sh -x' }, { files: folder })

    expect(ran.values['stdout']).toMatch(/^1:x:\n/)
    expect(ran.values['stderr']).toContain('+ echo')
  })

  test('does not run where creates matches', async () => {
    const ran = await runModule(script, { _raw_params: 'say.sh', creates: `${folder}/there` }, { files: folder })

    expect(ran).toMatchObject({ status: 'skipped', values: { msg: `${folder}/there exists, matching creates option` } })
  })
})
