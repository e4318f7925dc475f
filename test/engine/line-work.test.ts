import { describe, expect, test } from '@jest/globals'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err } from '../../src/base/result.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { type FakeHost, fakeHost } from '../fakes/fake-host.ts'
import { runText } from '../kit/run-text.ts'

const play = (task: string) => `
- hosts: all
  gather_facts: false
  tasks:
    - {name: a, ${task}}
`

/** Refuses to open the first times. */
function refusing(host: FakeHost, times: number) {
  const connector = fakeConnector([host])
  let left = times
  return {
    ...connector,
    open: (...args: Parameters<typeof connector.open>) =>
      left-- > 0
        ? Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', 'nobody is there')))
        : connector.open(...args),
  }
}

describe('wait_for_connection', () => {
  test('tries until the host answers, and tells how long that took', async () => {
    const host = fakeHost('h1', { answers: [() => ({})] })

    const ran = await runText({
      inventory: 'h1\n',
      playbook: play('wait_for_connection: {delay: 3, sleep: 2, timeout: 60}'),
      connector: refusing(host, 4),
      clock: new FakeClock({ hurry: true }),
    })

    expect(ran.result('a')).toMatchObject({ status: 'ok', values: { elapsed: 11, changed: false } })
  })

  test('fails, and does not count as unreachable, where the host never answers', async () => {
    const ran = await runText({
      inventory: 'h1\n',
      playbook: play('wait_for_connection: {timeout: 5}'),
      connector: refusing(fakeHost('h1'), 1000),
      clock: new FakeClock({ hurry: true }),
    })

    expect(ran.result('a')).toMatchObject({
      status: 'failed',
      values: { elapsed: 5, msg: 'timed out waiting for ping module test: nobody is there' },
    })
  })

  test('does nothing in check mode', async () => {
    const ran = await runText({
      inventory: 'h1\n',
      playbook: play('wait_for_connection: '),
      settings: { checkMode: true },
    })

    expect(ran.result('a').status).toBe('skipped')
  })
})

describe('reboot', () => {
  test('waits for another boot and for the test', async () => {
    const said = ['boot-1', 'restarting', 'boot-1', 'boot-2', 'root']
    const host = fakeHost('h1', { answers: [() => ({ stdout: `${said.shift() ?? ''}\n` })] })

    const ran = await runText({
      inventory: 'h1\n',
      playbook: play('reboot: {post_reboot_delay: 4}'),
      connector: fakeConnector([host]),
      clock: new FakeClock({ hurry: true }),
    })

    expect(ran.result('a')).toMatchObject({ status: 'changed', values: { rebooted: true, elapsed: 5 } })
    expect(said).toEqual([])
  })

  test('fails where the host comes back as it was', async () => {
    const ran = await runText({
      inventory: 'h1\n',
      playbook: play('reboot: {reboot_timeout: 20}'),
      connector: fakeConnector([fakeHost('h1', { answers: [() => ({ stdout: 'boot-1\n' })] })]),
      clock: new FakeClock({ hurry: true }),
    })

    expect(ran.result('a')).toMatchObject({
      status: 'failed',
      values: { rebooted: false, msg: 'Timed out waiting for last boot time check (timeout=20)' },
    })
  })

  test('never restarts the controller, and in check mode no host', async () => {
    const local = await runText({ playbook: play('reboot: ') })
    const checked = await runText({ inventory: 'h1\n', playbook: play('reboot: '), settings: { checkMode: true } })

    expect(local.result('a').values['msg']).toBe('Running reboot with local connection would reboot the control node.')
    expect(checked.result('a')).toMatchObject({ status: 'changed', values: { rebooted: true, elapsed: 0 } })
  })
})
