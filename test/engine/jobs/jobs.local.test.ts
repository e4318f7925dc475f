import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/clock.ts'
import { createConnector } from '../../../src/adapters/connector.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { err, ok } from '../../../src/base/result.ts'
import type { Connection } from '../../../src/ports/connection.ts'
import type { Connector } from '../../../src/ports/connector.ts'
import { runText } from '../../kit/run-text.ts'

const LOST = new LongshoreError('CONNECTION_LOST', 'the line was cut')
const NO_SSH: Connector = { open: () => Promise.resolve(err(LOST)) }

describe('a task with async', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longshore-jobs-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const run = (tasks: string, more: Partial<Parameters<typeof runText>[0]> = {}) =>
    runText({
      playbook: `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.trimEnd()}\n`,
      inventory: `h1 ansible_connection=local ansible_async_dir=${folder}\n`,
      ...more,
    })

  test('gives what its module gives, and leaves nothing behind', async () => {
    const ran = await run(`
    - {name: job, command: echo hi, async: 20, poll: 1}
`)

    const { status, values } = ran.result('job')
    expect(status).toBe('changed')
    expect(values).toMatchObject({ stdout: 'hi', rc: 0, cmd: ['echo', 'hi'], started: 1, finished: 1, failed: false })
    expect(values['results_file']).toBe(`${folder}/${String(values['ansible_job_id'])}`)
    expect(await readdir(folder)).toEqual([])
  })

  test('fails where its module fails, and tells that its job did', async () => {
    const ran = await run(`
    - {name: job, shell: echo no >&2; exit 4, async: 20, poll: 1}
`)

    expect(ran.result('job')).toMatchObject({ status: 'failed', values: { rc: 4, stderr: 'no', finished: 1 } })
    expect(ran.events.find(({ type }) => type === 'job-finished')).toMatchObject({ host: 'h1', failed: true })
  })

  test('undoes what a module did whose job failed', async () => {
    await writeFile(join(folder, 'hosts'), 'a\n')

    const ran = await run(`
    - {name: job, lineinfile: {path: ${folder}/hosts, line: b, validate: "false %s"}, async: 20, poll: 1}
`)

    expect(ran.result('job').status).toBe('failed')
    expect(await readFile(join(folder, 'hosts'), 'utf8')).toBe('a\n')
  })

  test('fails once its time is over', async () => {
    const ran = await run(`
    - {name: job, command: sleep 3, async: 1, poll: 1}
`)

    expect(ran.result('job').error).toMatchObject({
      code: 'COMMAND_TIMED_OUT',
      message: 'async task did not complete within the requested time - 1s',
    })
    expect(ran.events.map(({ type }) => type).filter((type) => type.startsWith('job-'))).toEqual([
      'job-polled',
      'job-finished',
    ])
  })

  test('is not waited for with poll: 0, in a loop too, and async_status tells of it and removes it', async () => {
    const ran = await run(`
    - {name: jobs, command: "echo {{ item }}", async: 20, poll: 0, loop: [a, b], register: jobs}
    - name: status
      async_status: {jid: "{{ item.ansible_job_id }}"}
      loop: "{{ jobs.results }}"
      register: status
      until: status is finished
      delay: 1
    - {name: cleanup, async_status: {jid: "{{ item.ansible_job_id }}", mode: cleanup}, loop: "{{ jobs.results }}"}
`)

    const valuesOf = (task: string) => ran.result(task).items?.map(({ result }) => result.values)
    expect(valuesOf('jobs')).toMatchObject([
      { changed: true, failed: 0, started: 1, finished: 0 },
      { changed: true, failed: 0, started: 1, finished: 0 },
    ])
    expect(valuesOf('status')).toMatchObject([{ stdout: 'a', finished: 1 }, { stdout: 'b' }])
    expect(valuesOf('cleanup')).toMatchObject([{ changed: false, finished: 0 }, { erased: expect.any(String) }])
    expect(await readdir(folder)).toEqual([])
  })

  test('is told of in another run too, though the run that started it is gone', async () => {
    const first = await run(`
    - {name: job, shell: echo out; echo err >&2; exit 3, args: {chdir: /}, async: 20, poll: 0}
`)

    const jid = String(first.result('job').values['ansible_job_id'])
    const ran = await run(`
    - {name: status, async_status: {jid: "${jid}"}, register: r, until: r is finished, ignore_errors: true}
`)

    expect(ran.result('status')).toMatchObject({
      status: 'failed',
      values: { rc: 3, stdout: 'out', stderr: 'err', finished: 1, start: expect.any(String), end: expect.any(String) },
    })
  })

  test('is waited for over a new line where the line is lost in between', async () => {
    const local = createConnector({ clock: systemClock, ssh: NO_SSH })
    let trips = 0
    const connector: Connector = {
      open: async (...given) => {
        const opened = await local.open(...given)
        if (!opened.ok) return opened
        const run: Connection['run'] = (...words) =>
          ++trips === 2 ? Promise.resolve(err(LOST)) : opened.value.run(...words)
        return ok({ roundTrips: 0, run, close: () => opened.value.close() })
      },
    }

    const ran = await run(
      `
    - {name: job, command: echo hi, async: 20, poll: 1}
`,
      { connector },
    )

    expect(ran.result('job')).toMatchObject({ status: 'changed', values: { stdout: 'hi' } })
    expect(trips).toBe(4)
  })

  test('is nothing but a task with async: 0', async () => {
    const ran = await run(`
    - {name: job, command: echo hi, async: "{{ 0 }}", poll: 1}
`)

    expect(ran.result('job').values).not.toHaveProperty('ansible_job_id')
  })

  test('says where it cannot keep its files', async () => {
    await writeFile(join(folder, 'file'), '')

    const ran = await run(`
    - {name: job, command: echo hi, async: 9, poll: 0, vars: {ansible_async_dir: ${folder}/file}}
`)

    expect(ran.result('job').error).toMatchObject({ code: 'COMMAND_FAILED', at: { line: 5 } })
    expect(ran.result('job').error?.message).toContain('the job could not be started: mkdir:')
  })

  test.each(['debug: {msg: a}', 'raw: id', 'copy: {content: a, dest: /tmp/x}', 'async_status: {jid: j1.1}'])(
    'is refused with %s',
    async (module) => {
      const ran = await run(`
    - {name: job, ${module}, async: 5, poll: 0}
`)

      expect(ran.result('job').error).toMatchObject({
        message: 'async is not supported for this task.',
        at: { line: 5 },
      })
    },
  )

  test('is refused in check mode', async () => {
    const ran = await run(
      `
    - {name: job, command: touch ${folder}/made, async: 5, poll: 0}
`,
      { settings: { checkMode: true } },
    )

    expect(ran.result('job').error?.message).toBe('check mode and async cannot be used on same task.')
    expect(existsSync(join(folder, 'made'))).toBe(false)
  })

  test.each(['status', 'cleanup'])('is missing where async_status with mode %s finds none', async (mode) => {
    await writeFile(join(folder, 'passwd'), 'x')

    const ran = await run(`
    - {name: none, async_status: {jid: "1.2", mode: ${mode}}, ignore_errors: true}
    - {name: path, async_status: {jid: ./passwd, mode: ${mode}}, ignore_errors: true}
`)

    expect(ran.result('none').values).toMatchObject({ msg: 'could not find job', finished: 1, failed: true })
    expect(ran.result('path').values).toMatchObject({ msg: 'could not find job' })
    expect(existsSync(join(folder, 'passwd'))).toBe(true)
  })

  test('is told of from the file of another program, and from no file that is broken', async () => {
    await writeFile(join(folder, '1.1'), '{"changed": true, "stdout": "hi", "rc": 0}')
    await writeFile(join(folder, '1.2'), 'started')

    const ran = await run(`
    - {name: theirs, async_status: {jid: "1.1"}}
    - {name: broken, async_status: {jid: "1.2"}, ignore_errors: true}
`)

    expect(ran.result('theirs').values).toMatchObject({ changed: true, stdout: 'hi', finished: 1 })
    expect(ran.result('broken').error?.message).toContain('cannot be read')
  })
})
