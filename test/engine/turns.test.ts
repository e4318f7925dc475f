import { expect, test } from '@jest/globals'
import { runText } from '../kit/run-text.ts'

test('a task that waits for nothing lets other work have its turn before it is through a fleet', async () => {
  const order: string[] = []
  const inventory = Array.from({ length: 100 }, (_, index) => `h${index} ansible_connection=local`).join('\n')
  let isWaiting = false

  await runText({
    inventory: `${inventory}\n`,
    playbook: '- {hosts: all, gather_facts: false, tasks: [{set_fact: {x: 1}}]}',
    settings: { forks: 100 },
    onEvent: ({ type }) => {
      if (type === 'task-started' && !isWaiting) {
        isWaiting = true
        setImmediate(() => order.push('other work'))
      }
      if (type === 'task-finished') order.push('host')
    },
  })

  expect(order.filter((each) => each === 'host')).toHaveLength(100)
  expect(order.indexOf('other work')).toBeLessThan(50)
})
