import { expect, test } from '@jest/globals'
import { Interrupts } from '../../src/engine/interrupts.ts'
import { runText } from '../kit/run-text.ts'

let count = 0
const LOCAL = ['h1', 'h2', 'h3', 'h4'].map((name) => `${name} ansible_connection=local\n`).join('')

test('after one Ctrl-C the hosts that wait for their turn at a task are left alone, and said so', async () => {
  const interrupts = new Interrupts()

  const ran = await runText({
    playbook: JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [{ name: 'touch', command: 'true' }] }]),
    inventory: LOCAL,
    settings: { forks: 1 },
    interrupts,
    onEvent: (event) => {
      if (event.type === 'task-finished' && event.host === 'h2') interrupts.interrupt('SIGINT')
    },
  })

  expect(['h1', 'h2', 'h3', 'h4'].map((host) => ran.tasksOf(host))).toEqual([['touch'], ['touch'], [], []])
  expect(['h1', 'h2', 'h3', 'h4'].map((host) => ran.recap?.hosts.get(host)?.notAttempted)).toEqual([
    undefined,
    undefined,
    'interrupted before "touch"',
    'interrupted before "touch"',
  ])
  expect(ran.recap?.interrupted).toBe(true)
}, 30_000)

test('hosts of a transaction that were done are put back with those that waited', async () => {
  const interrupts = new Interrupts()
  const block = [
    { name: 'first', copy: { dest: '{{ playbook_dir }}/{{ inventory_hostname }}', content: 'new' } },
    { name: 'second', command: 'true', changed_when: false },
  ]

  const ran = await runText({
    playbook: JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [{ transaction: true, block }] }]),
    inventory: LOCAL,
    settings: { forks: 1 },
    interrupts,
    onEvent: (event) => {
      if (event.type === 'task-finished' && event.host === 'h2') interrupts.interrupt('SIGINT')
    },
  })

  expect(['h1', 'h2', 'h3'].map((host) => ran.tasksOf(host))).toEqual([['first'], ['first'], []])
  expect(['h1', 'h2', 'h3'].map((host) => ran.recap?.hosts.get(host)?.rollback)).toEqual(['done', 'done', undefined])
}, 30_000)

test('of a transaction that ended with this task, hosts that ended it stay new, and those that waited are put back', async () => {
  const interrupts = new Interrupts()
  const dest = '{{ playbook_dir }}/{{ inventory_hostname }}'
  const block = [
    { name: 'first', copy: { dest, content: 'new' } },
    { name: 'last', command: 'true', changed_when: false },
  ]

  const ran = await runText({
    playbook: JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [{ transaction: true, block }] }]),
    inventory: LOCAL,
    settings: { forks: 1 },
    interrupts,
    onEvent: (event) => {
      if (event.type === 'task-finished' && event.host === 'h4') count += 1
      if (event.type === 'task-finished' && event.host === 'h2' && count > 0) interrupts.interrupt('SIGINT')
    },
  })

  expect(['h1', 'h2', 'h3', 'h4'].map((host) => ran.recap?.hosts.get(host)?.rollback)).toEqual([
    undefined,
    undefined,
    'done',
    'done',
  ])
}, 30_000)
