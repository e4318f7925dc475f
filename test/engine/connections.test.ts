import { describe, expect, test } from '@jest/globals'
import { Connections, type Lease } from '../../src/engine/connections.ts'
import type { ConnectionTarget } from '../../src/ports/connector.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { fakeHost } from '../fakes/fake-host.ts'
import { runText } from '../kit/run-text.ts'

const { signal } = new AbortController()

function target(name: string): ConnectionTarget {
  return { name, kind: 'ssh', address: name, sshArgs: [], connectTimeoutMs: 1000 }
}

function fleet(count: number) {
  const hosts = Array.from({ length: count }, (_, index) => fakeHost(`h${index}`))
  return { hosts, openNow: () => hosts.reduce((sum, host) => sum + host.open, 0) }
}

async function lease(connections: Connections, name: string): Promise<Lease> {
  const lent = await connections.lease(target(name), signal)
  if (!lent.ok) throw lent.error
  return lent.value
}

describe('connections', () => {
  test('of a host are one for all who use it', async () => {
    const { hosts } = fleet(1)
    const connections = new Connections(fakeConnector(hosts), 10)

    const [first, second] = await Promise.all([lease(connections, 'h0'), lease(connections, 'h0')])

    expect(first.connection).toBe(second.connection)
    expect(hosts[0]?.opened).toBe(1)
  })

  test('make room: the one idle longest is closed for the next, and opened anew when it is needed', async () => {
    const { hosts, openNow } = fleet(3)
    const connections = new Connections(fakeConnector(hosts), 2)
    for (const name of ['h0', 'h1', 'h0', 'h2']) (await lease(connections, name)).release()

    expect(hosts.map((host) => host.open)).toEqual([1, 0, 1])
    ;(await lease(connections, 'h1')).release()
    expect(hosts.map((host) => host.opened)).toEqual([1, 2, 1])
    expect(openNow()).toBe(2)
  })

  test('that are in use are never closed for another', async () => {
    const { hosts } = fleet(3)
    const connections = new Connections(fakeConnector(hosts), 2)

    await lease(connections, 'h0')
    await lease(connections, 'h1')
    await lease(connections, 'h2')

    expect(hosts.map((host) => host.open)).toEqual([1, 1, 1])
  })

  test('of a fleet that is larger than the limit stay below it through a run, and are all closed in the end', async () => {
    const { hosts, openNow } = fleet(40)
    let most = 0

    const ran = await runText({
      inventory: hosts.map((host) => host.name).join('\n'),
      connector: fakeConnector(hosts),
      settings: { forks: 5, mostConnections: 8 },
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - ping:
    - slurp: {src: /etc/none}
      ignore_errors: true
`,
      onEvent: () => (most = Math.max(most, openNow())),
    })

    expect(ran.recap?.hosts.size).toBe(40)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(8)
    expect(openNow()).toBe(0)
  })
})
