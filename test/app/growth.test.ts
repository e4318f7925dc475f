import { describe, expect, test } from '@jest/globals'
import { runText } from '../kit/run-text.ts'

/** Ten times the work may take no more than this many times as long: linear is 10, a square would be 100. */
const MOST = 25

const SMALL = 100
const LARGE = 1000

describe('a run grows with its hosts and items, not with their square', () => {
  test('hosts with variables of their groups, a registered value and a fact of their own', async () => {
    await expectLinear((hosts) => ({
      inventory: inventoryOf(hosts),
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - set_fact: {mine: "{{ own }} {{ of_group }}"}
    - {debug: {msg: "{{ mine }}"}, register: said}
    - {debug: {msg: "{{ said.msg }}"}, when: said is succeeded}
`,
    }))
  })

  test('a loop over the variables of all hosts', async () => {
    await expectLinear((hosts) => ({
      inventory: inventoryOf(hosts),
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - set_fact: {mine: "{{ inventory_hostname }}"}
    - debug: {msg: "{{ hostvars[item].mine }}"}
      loop: "{{ groups.all }}"
      run_once: true
    - debug: {msg: "{{ groups.all | map('extract', hostvars, 'mine') | join(' ') | length }}"}
      run_once: true
`,
    }))
  })

  test('the items of a loop, registered and read again', async () => {
    await expectLinear((items) => ({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {debug: {msg: "{{ item }}"}, loop: "{{ range(${items}) | list }}", register: said}
    - {debug: {msg: "{{ item.msg }}"}, loop: "{{ said.results }}"}
    - {set_fact: {sum: "{{ said.results | map(attribute='msg') | list | length }}"}}
`,
    }))
  })

  test('include_tasks in a loop', async () => {
    await expectLinear((items) => ({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {include_tasks: included.yml, loop: "{{ range(${items}) | list }}"}
`,
      files: { 'included.yml': '- debug: {msg: "{{ item }}"}\n' },
    }))
  })
})

async function expectLinear(
  runOf: (size: number) => {
    readonly playbook: string
    readonly inventory?: string
    readonly files?: Record<string, string>
  },
): Promise<void> {
  const small = await bestTime(runOf(SMALL))
  const large = await bestTime(runOf(LARGE))

  expect(large / small).toBeLessThan(MOST)
}

/** Processor time of the quickest of three runs, each of which must succeed: other work on the machine does not count. */
async function bestTime(given: Parameters<typeof runText>[0]): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage()
    const ran = await runText(given)
    const { user, system } = process.cpuUsage(start)
    times.push(user + system)
    expect(ran.problems).toEqual([])
    expect([...(ran.recap?.hosts.values() ?? [])].filter(({ failed }) => failed > 0)).toEqual([])
  }
  return Math.min(...times)
}

/** Hosts in twenty groups, each with a variable. */
function inventoryOf(hosts: number): string {
  const groups = Array.from({ length: 20 }, (_, group) => group)
  const members = (group: number) =>
    Array.from({ length: hosts }, (_, host) => host)
      .filter((host) => host % 20 === group)
      .map((host) => `host${host} own=${host}\n`)
      .join('')
  return groups.map((group) => `[g${group}]\n${members(group)}[g${group}:vars]\nof_group=${group}\n`).join('')
}
