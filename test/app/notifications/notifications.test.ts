import { describe, expect, test } from '@jest/globals'
import { noticeOf } from '../../../src/app/notifications/notice-of-event.ts'
import { Notifications } from '../../../src/app/notifications/notifications.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { err, ok } from '../../../src/base/result.ts'
import { NOTICE_KINDS, type NotificationTarget, type NoticeKind } from '../../../src/model/notification.ts'
import type { Notifier } from '../../../src/ports/notifier.ts'
import { runText } from '../../kit/run-text.ts'

function target(name: string, on: readonly NoticeKind[] = NOTICE_KINDS): NotificationTarget {
  return { to: { kind: 'command', argv: [name] }, on, timeoutMs: 1000, retries: 0 }
}

/** A rollout over three local hosts, whose second stage goes as the task says. */
async function rolloutNotices(shell: string) {
  const ran = await runText({
    inventory: 'h1 ansible_connection=local\nh2 ansible_connection=local\nh3 ansible_connection=local\n',
    approvals: { decide: () => Promise.resolve(ok({ approved: true, by: 'bob' })) },
    playbook: JSON.stringify([
      {
        name: 'Mirrors',
        hosts: 'all',
        gather_facts: false,
        rollout: { stages: [1, '100%'], approve_after: [1] },
        tasks: [
          { copy: { dest: '{{ playbook_dir }}/note-{{ inventory_hostname }}', content: 'x' } },
          { shell, changed_when: false },
        ],
      },
    ]),
  })
  return ran.events.flatMap((event) => noticeOf(event, 'r1') ?? [])
}

describe('what people are told of a rollout', () => {
  test('that goes well: its stages, the approval that it needs, and its end', async () => {
    const notices = await rolloutNotices('true')

    expect(notices.map(({ event, stage }) => [event, stage])).toEqual([
      ['stage', 1],
      ['approval', 1],
      ['stage', 2],
      ['end', undefined],
    ])
    expect(notices[1]?.text).toMatch(/needs an approval after stage 1: .*\. longshore runs approve r1$/)
    expect(notices[3]?.text).toMatch(/^Run r1 is over: 3 hosts, \d changed, 0 failed or unreachable$/)
  })

  test('that does not: the halt with its reason, what is put back, and the end', async () => {
    const notices = await rolloutNotices("test '{{ inventory_hostname }}' != h2")

    expect(notices.map(({ event }) => event)).toEqual(expect.arrayContaining(['stage', 'halt', 'rollback', 'end']))
    expect(notices.find(({ event }) => event === 'halt')).toMatchObject({ play: 'Mirrors', stage: 2, hosts: ['h2'] })
    expect(notices.find(({ event }) => event === 'halt')?.text).toContain('the budget is 0 hosts')
    expect(notices.at(-1)).toMatchObject({ event: 'end', hosts: ['h2'] })
  })
})

describe('targets', () => {
  test('are each told what they want to hear, in order, and a slow one keeps nobody waiting', async () => {
    const told: string[] = []
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const notifier: Notifier = {
      async tell({ event }, { to }) {
        const name = to.kind === 'command' ? (to.argv[0] ?? '') : ''
        if (name === 'slow') await held
        told.push(`${name} ${event}`)
        return ok(undefined)
      },
    }
    const targets = [target('slow'), target('quick', ['end'])]
    const notifications = new Notifications({ notifier, targets, onWarning: () => undefined })

    void notifications.tell({ event: 'halt', text: '', time: '' })
    void notifications.tell({ event: 'end', text: '', time: '' })
    await new Promise((resolve) => setImmediate(resolve))
    const early = [...told]
    letGo()
    await notifications.done()

    expect(early).toEqual(['quick end'])
    expect(told).toEqual(['quick end', 'slow halt', 'slow end'])
  })

  test('that cannot be told are a warning, and no more', async () => {
    const warnings: string[] = []
    const notifier: Notifier = {
      tell: () => Promise.resolve(err(new LongshoreError('NOTIFICATION_FAILED', 'the slack could not be told'))),
    }
    const onWarning = (message: string) => void warnings.push(message)
    const notifications = new Notifications({ notifier, targets: [target('a')], onWarning })

    expect(await notifications.tell({ event: 'end', text: '', time: '' })).toBe(false)
    await notifications.done()

    expect(warnings).toEqual(['the slack could not be told'])
  })
})
