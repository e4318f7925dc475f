import { describe, expect, test } from '@jest/globals'
import { exec } from '../../src/model/remote-command.ts'
import { connectionContract } from '../ports/connection-contract.ts'
import { fakeConnector } from './fake-connector.ts'
import { answer, fakeHost } from './fake-host.ts'

const options = { signal: new AbortController().signal }

connectionContract(
  'a fake host',
  () => Promise.resolve({ connection: fakeHost('fake', { directories: ['/srv'] }).connect(), directory: '/srv' }),
  { realShell: false },
)

describe('a fake host', () => {
  test('answers programs by its table and records what ran', async () => {
    const host = fakeHost('web-01', { answers: [answer('systemctl is-active', { stdout: 'active\n' })] })

    const outputs = await host.connect().run([exec('systemctl', 'is-active', 'docker'), exec('other')], options)

    expect(outputs).toMatchObject({ ok: true, value: [{ exitCode: 0 }, { exitCode: 127 }] })
    expect(host.programs).toEqual(['systemctl is-active docker', 'other'])
  })

  test('loses the connection in the middle of a round trip, and stays lost', async () => {
    const host = fakeHost('web-01', { answers: [() => ({})] }).loseConnectionAt(1, 1)
    const connection = host.connect()

    const lost = await connection.run([exec('one'), exec('two')], options)
    const after = await connection.run([exec('three')], options)

    expect([lost, after]).toMatchObject([
      { error: { code: 'CONNECTION_LOST' } },
      { error: { code: 'CONNECTION_LOST' } },
    ])
    expect(host.programs).toEqual(['one'])
  })

  test('is found by name, or unreachable', async () => {
    const connector = fakeConnector([fakeHost('a'), fakeHost('b').beUnreachable()])
    const target = { kind: 'ssh', address: 'x', sshArgs: [], connectTimeoutMs: 1 } as const

    const opened = await Promise.all(['a', 'b', 'c'].map((name) => connector.open({ ...target, name }, options.signal)))

    expect(opened.map((each) => each.ok)).toEqual([true, false, false])
  })
})
