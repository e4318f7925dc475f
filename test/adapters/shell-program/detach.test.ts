import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { exec, type PlainCommand, shell as script } from '../../../src/model/remote-command.ts'
import { runIn, shells } from './shells.ts'

describe.each(shells)('a job started from %s', (...shell) => {
  let folder = ''
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'longshore-job-')), 'jobs')
  })
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

  const start = (commands: readonly PlainCommand[], seconds = 20) =>
    runIn(shell, [{ kind: 'detach', folder, job: 'j1.1', seconds, commands }])

  test('keeps what each command said, and stops after one that fails', async () => {
    const ran = await start([
      { ...script('echo out; echo err >&2; exit 3'), tolerant: true },
      exec('false'),
      exec('id'),
    ])

    await over()
    expect(String(ran.stdout[0])).toBe(`${join(folder, 'j1.1')}\n`)
    expect(await filesOf(join(folder, 'j1.1.parts'))).toEqual({
      '0.out': 'out\n',
      '0.err': 'err\n',
      '0.rc': '3\n',
      '1.out': '',
      '1.err': '',
      '1.rc': '1\n',
    })
  })

  test('is told of by a JSON file', async () => {
    await start([exec('true')])

    await over()
    expect(await said()).toMatchObject({ started: 1, ansible_job_id: 'j1.1', rc: 0, start: expect.any(String) })
  })

  test('is the affair of its user alone', async () => {
    await start([exec('true')])

    await over()
    const modes = await Promise.all(
      ['', 'j1.1', 'j1.1.parts', 'j1.1.parts/0.out'].map(async (name) => (await stat(join(folder, name))).mode & 0o777),
    )
    expect(modes).toEqual([0o700, 0o600, 0o700, 0o600])
  })

  test('runs with the umask of the line', async () => {
    const commands = [script('umask')]
    const ran = await runIn(shell, [script('umask'), { kind: 'detach', folder, job: 'j1.1', seconds: 20, commands }])

    await over()
    expect(await readFile(join(folder, 'j1.1.parts', '0.out'), 'utf8')).toBe(String(ran.stdout[0]))
  })

  test('is killed with all that it started once its time is over', async () => {
    await start([script(`sh -c 'sleep 30; : ${folder}/late'; :`)], 1)

    await until(async () => (await said()).failed === true)
    expect(await said()).toMatchObject({ msg: 'Timeout exceeded', failed: true })
    await until(() => !execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(`${folder}/late`))
  })

  const over = () => until(async () => (await said()).finished === 1)
  const said = async () => JSON.parse(await readFile(join(folder, 'j1.1'), 'utf8')) as Record<string, unknown>
})

async function filesOf(folder: string) {
  const names = await readdir(folder)
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await after(20)
}
