import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { ok } from '../../../src/base/result.ts'
import { HostRun } from '../../../src/engine/host-run.ts'
import type { PlayRun } from '../../../src/engine/play-run.ts'
import { taskScope } from '../../../src/engine/variables/task-scope.ts'
import type { Templater } from '../../../src/ports/templater.ts'
import { runText } from '../../kit/run-text.ts'

const HOSTS = 1000

describe('hostvars', () => {
  test('looks nothing up but what is asked for: 1,000 hosts cost 1,000 resolutions', () => {
    let renders = 0
    const counting: Templater = {
      ...createTemplater(),
      renderDeep: (value) => {
        renders++
        return ok(value)
      },
    }
    const hosts = Array.from({ length: HOSTS }, (_, index) => new HostRun(`h${index}`, { a: 'x', b: 'y', c: 'z' }))
    const run = playRun(hosts, counting)

    const values = hosts.map((host) => counting.evaluate("hostvars['h500'].a", taskScope(host, [run.play], run)))

    expect(values.every((value) => value.ok && value.value === 'x')).toBe(true)
    expect(renders).toBe(HOSTS)
  })

  test('gives the whole of it to a template that walks it, a getter at a time', async () => {
    const ran = await runText({
      inventory:
        'h1 ansible_connection=local v=1 t="{{ v + 1 }}" late="{{ only_in_a_play }}"\nh2 ansible_connection=local v=5 t="{{ v + 1 }}"\n',
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {name: a, debug: {msg: "{{ groups.all | map('extract', hostvars, 't') | list }}"}}
    - {name: b, debug: {msg: "{{ hostvars.h1.late | default('not here') }}"}}
    - {name: c, debug: {msg: "{{ hostvars['h7'].v }}"}, ignore_errors: true}
`,
    })

    expect(ran.result('a').values['msg']).toEqual(['2', '6'])
    expect(ran.result('b').values['msg']).toBe('not here')
    expect(ran.result('c')).toMatchObject({ status: 'failed', error: { code: 'VARIABLE_UNDEFINED' } })
  })

  test('says which variable needs itself', async () => {
    const ran = await runText({
      inventory: 'h1 ansible_connection=local a="{{ b }}" b="{{ a }}"\n',
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {name: a, debug: {msg: "{{ hostvars.h1.a }}"}}
`,
    })

    expect(ran.result('a').error?.message).toContain('the variable a needs itself: a -> b -> a')
  })
})

function playRun(hosts: readonly HostRun[], templater: Templater): PlayRun {
  const inventory = {
    hosts: new Map(hosts.map((host) => [host.name, { name: host.name, vars: host.inventoryVars }])),
    groups: new Map(),
    sources: [],
  }
  return {
    deps: { templater },
    inventory,
    hosts: new Map(hosts.map((host) => [host.name, host])),
    fileVars: new Map(),
    publicRoles: [],
    play: { vars: {}, name: 'p' },
    playbookPath: '/p/play.yml',
    settings: { extraVars: {}, tags: { only: [], skip: [] } },
  } as unknown as PlayRun
}
