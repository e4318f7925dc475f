import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Controller } from '../../kit/controller.ts'

let controller: Controller
beforeEach(() => {
  controller = new Controller()
  writeFileSync(join(controller.folder, 'hosts.ini'), 'h1 ansible_connection=local\nh2 ansible_connection=local\n')
})
afterEach(() => {
  controller[Symbol.dispose]()
})

/** A rollout of two stages in a process of its own, which makes a file for each host. */
function rollOut(terms: string) {
  const task = `copy: {dest: "${controller.folder}/{{ inventory_hostname }}.new", content: x}`
  const play = `- hosts: all\n  gather_facts: false\n  rollout: {stages: [1, 100%], ${terms}}\n  tasks:\n    - ${task}\n`
  writeFileSync(join(controller.folder, 'play.yml'), play)
  return controller.start(['run', 'play.yml', '-i', 'hosts.ini'])
}

const isNew = (host: string) => existsSync(join(controller.folder, `${host}.new`))

describe('a rollout without a terminal that needs an approval', () => {
  test('waits for the one that is given from another terminal, and keeps who gave it', async () => {
    const { ended } = rollOut('approve_after: [1]')
    await controller.reached('approval-awaited')

    const waiting = await controller.show()
    const approved = await controller.runs('approve', 'latest')

    expect(waiting).toMatch(/^waits +waits for an approval after stage 1: all 1 host of it are good$/m)
    expect(approved).toEqual({ code: 0, output: 'Approved: stage 1 of all\n' })
    expect((await ended).code).toBe(0)
    expect(isNew('h2')).toBe(true)
    expect(await controller.show()).toMatch(/^approval +stage 1: approved by bob on ctl at 20\S+Z$/m)
  })

  test('takes a refusal for a failure', async () => {
    const { ended } = rollOut('approve_after: [1]')
    await controller.reached('approval-awaited')

    await controller.runs('approve', 'latest', '--no')

    expect((await ended).code).toBe(8)
    expect([isNew('h1'), isNew('h2')]).toEqual([false, false])
  })

  test('refuses an answer about another stage, and a second answer, and goes on waiting', async () => {
    const { child, ended } = rollOut('approve_after: [1]')
    await controller.reached('approval-awaited')

    const other = await controller.runs('approve', 'latest', '--stage', '2')
    child.kill('SIGSTOP')
    const first = await controller.runs('approve', 'latest', '--stage', '1')
    const second = await controller.runs('approve', 'latest', '--no')
    child.kill('SIGCONT')

    expect(other).toMatchObject({ code: 1, output: expect.stringContaining('asks about stage 1, not about stage 2') })
    expect(first.code).toBe(0)
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining('waits for no approval') })
    expect((await ended).code).toBe(0)
  })

  test('halts when the time for it is over', async () => {
    const { ended } = rollOut('approve_after: [1], approval_timeout: 100ms')

    const { code, output } = await ended

    expect(code).toBe(2)
    expect(output).toContain('nobody approved within 0.1 s')
    expect(isNew('h2')).toBe(false)
  })

  test('ends when it is aborted meanwhile', async () => {
    const { ended } = rollOut('approve_after: [1]')
    await controller.reached('approval-awaited')

    const aborted = await controller.runs('abort', 'latest')

    expect(aborted.code).toBe(0)
    expect((await ended).code).toBe(130)
    expect([isNew('h1'), isNew('h2')]).toEqual([true, false])
  })
})

describe('a pause', () => {
  test.each<[string, (pid: number) => Promise<unknown> | boolean, () => Promise<unknown>]>([
    ['a command', () => controller.runs('pause', 'latest'), () => controller.runs('resume', 'latest')],
    ['a signal', (pid) => process.kill(pid, 'SIGUSR2'), () => controller.runs('resume', 'latest')],
  ])('by %s lets no stage begin until the run is resumed', async (_how, pause, resume) => {
    const { child, ended } = rollOut('soak: 300ms')
    await controller.reached('soak-started')

    await pause(child.pid ?? 0)
    await controller.reached('run-paused')
    const paused = await controller.show()
    await resume()

    expect(paused).toMatch(/^waits +paused by /m)
    expect((await ended).code).toBe(0)
    expect(controller.events().filter(({ type }) => type === 'run-continued')).toHaveLength(1)
    expect(isNew('h2')).toBe(true)
  })
})

test('a run that is over can neither be approved nor paused', async () => {
  await rollOut('soak: 0s').ended

  for (const verb of ['approve', 'pause']) {
    expect(await controller.runs(verb, 'latest')).toMatchObject({
      code: 1,
      output: expect.stringContaining('is not running: ok'),
    })
  }
})
