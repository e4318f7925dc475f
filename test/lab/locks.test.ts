import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Controller, type Ended } from '../kit/controller.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const INVENTORY = ['-i', resolve('inventories/lab.yml'), '--limit', 'g2']
const LOCK = 'cat /var/lib/longshore/locks/*/*'

jest.setTimeout(300_000)

/** Sets the mirror on real Docker, and waits there until it is told to go on. */
const SLOW = JSON.stringify([
  {
    name: 'Slow',
    hosts: 'g2',
    become: true,
    gather_facts: false,
    tasks: [
      { docker_registry: { mirrors: ['http://10.77.0.1:5000'] } },
      { shell: 'rm -f /tmp/go; touch /tmp/waiting; until [ -e /tmp/go ]; do sleep 0.1; done; rm -f /tmp/waiting' },
    ],
  },
])

const OTHER = JSON.stringify([
  {
    name: 'Other',
    hosts: 'g2',
    become: true,
    gather_facts: false,
    tasks: [{ docker_registry: { mirrors: ['http://10.77.0.1:5000', 'http://10.77.0.1:5001'] } }],
  },
])

describeOnLab('two operators on one real host', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await openLab({ hosts: ['g2'] })
    await lab.reset('g2')
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  async function atWork(controller: Controller) {
    writeFileSync(join(controller.folder, 'slow.yml'), SLOW)
    const started = controller.start(['run', 'slow.yml', ...INVENTORY])
    while ((await lab.inHost('g2', 'test -e /tmp/waiting')).exitCode !== 0) await setTimeout(200)
    return started
  }

  function other(controller: Controller, ...flags: readonly string[]): Promise<Ended> {
    writeFileSync(join(controller.folder, 'other.yml'), OTHER)
    return controller.run(['run', 'other.yml', ...INVENTORY, ...flags])
  }

  test('at the same time: the second is refused and told of the first, and changes nothing', async () => {
    using first = new Controller()
    using second = new Controller()
    const { ended } = await atWork(first)
    const config = await lab.checksum('g2', ['/etc/docker'])

    const refused = await other(second)
    const after = await lab.checksum('g2', ['/etc/docker'])
    await lab.inHost('g2', 'touch /tmp/go')

    expect(refused).toMatchObject({ code: 2 })
    expect(refused.output).toMatch(
      /g2 is locked by run \S+ of .* \(play 'Slow'\) since \S+, until \S+ unless it goes on/,
    )
    expect(after).toBe(config)
    expect(await ended).toMatchObject({ code: 0 })
    expect(await lab.inHost('g2', LOCK)).toMatchObject({ exitCode: 0, stdout: '' })
  })
})
