import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Controller } from '../../kit/controller.ts'

let controller: Controller
beforeEach(() => {
  controller = new Controller()
  const hosts = NAMES.map((name) => `${name} ansible_connection=local kind=${name}\n`)
  writeFileSync(join(controller.folder, 'hosts.ini'), hosts.join(''))
})
afterEach(() => {
  controller[Symbol.dispose]()
})

const NAMES = ['h1', 'h2', 'h3', 'h4']

/** Stages of one, two and four hosts. Each task leaves a line for each time that it ran. */
function play(last: string): string {
  const log = (name: string) =>
    `{name: ${name}, shell: "echo {{ inventory_hostname }} >> ${controller.folder}/${name}"}`
  const copy = `{name: change, copy: {dest: "${controller.folder}/{{ inventory_hostname }}.new", content: x}}`
  const terms = `{stages: [1, 50%, 100%], gates: [${log('gate')}], approve_after: [1]}`
  const tasks = ['{shell: sleep 0.3, changed_when: false}', copy, `{include_tasks: ${last}}`]
  return `- hosts: all\n  gather_facts: false\n  rollout: ${terms}\n  tasks: [${tasks.join(', ')}]\n`
}

const linesOf = (name: string) => readFileSync(join(controller.folder, name), 'utf8').trim().split('\n')
const stagesOf = () => controller.events().flatMap((event) => (event.type === 'stage-started' ? [event.stage] : []))

/** The process is killed while the second stage is at work. */
async function killedInStage2(last: string): Promise<void> {
  writeFileSync(join(controller.folder, 'ok.yml'), '- command: "true"\n  changed_when: false\n')
  writeFileSync(join(controller.folder, 'bad.yml'), '- command: "false"\n  when: inventory_hostname == "h3"\n')
  writeFileSync(join(controller.folder, 'play.yml'), play(last))
  const { child, ended } = controller.start(['run', 'play.yml', '-i', 'hosts.ini'])
  await controller.reached('approval-awaited')
  await controller.runs('approve', 'latest')
  await controller.reached('stage-started', 2)
  child.kill('SIGKILL')
  await ended
}

describe('a rollout whose controller is killed in its second stage', () => {
  test('goes on with the stages that are left, and asks and looks at nothing again', async () => {
    await killedInStage2('ok.yml')

    const { code, output } = await controller.run(['runs', 'resume', 'latest'])

    expect([code, output]).toEqual([0, expect.stringContaining('Resuming run')])
    expect(stagesOf()).toEqual([1, 2, 1, 2, 3])
    expect(linesOf('gate').sort()).toEqual(NAMES)
    expect(controller.events().filter(({ type }) => type === 'approval-awaited')).toHaveLength(1)
  })

  test('puts back what an earlier process had changed, too, where it fails', async () => {
    await killedInStage2('bad.yml')

    const { code, output } = await controller.run(['runs', 'resume', 'latest'])

    expect(code).toBe(8)
    expect(output).toContain('As before, verified: h1')
    expect(output).not.toContain('NOT AS BEFORE')
    expect(readdirSync(controller.folder).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})
