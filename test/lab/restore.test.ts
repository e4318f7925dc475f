import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { Controller } from '../kit/controller.ts'
import { archive, CONTROLLER_FILES, look, PREPARE, restoreCases } from '../sandbox/restore-cases.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'

const HOST = 'g2'
const RUN = ['run', 'play.yml', '-i', resolve('inventories/lab.yml'), '--limit', HOST]
/** Those about files, but for the one that needs a web server; and what the daemon of a real host does. */
const CASES = restoreCases('', '').filter(({ name, host }) => host === 'files' && name !== 'get-url')
const DAEMONS = ['docker-registry', 'registry-ca']
/** Somebody else's, with set-user-ID, set-group-ID and sticky bits. */
const OWNED = 'chown 1234:4321 f && chmod 6750 f && chown 4321:1234 d && chmod 3770 d'

jest.setTimeout(240_000)

describeOnLab('module by module on a booted host', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await openLab({ hosts: [HOST] })
    await lab.reset(HOST)
    for (const { name, before = '' } of CASES) {
      await lab.inHost(HOST, `mkdir -p /srv/case/${name}; cd /srv/case/${name}; ${PREPARE}; ${before}\n${OWNED}`)
    }
  }, 15 * 60_000)
  afterAll(() => {
    lab.close()
  })

  test('a transaction that fails puts back owners, special bits and daemons', async () => {
    const before = await states()
    using controller = prepared(true, { command: 'false' })

    const ran = await controller.run(RUN)

    expect(ran.output).toContain('rolled back: as before, verified')
    expect(changed(controller)).toBe(CASES.length + DAEMONS.length)
    expect(await states()).toBe(before)
  })

  test('the timer of a guard does so where nobody comes back', async () => {
    const before = await states()
    using controller = prepared({ guard: '25s' }, { name: 'long', pause: { seconds: 600 } })
    const { child, ended } = controller.start(RUN)
    await Promise.race([controller.reached('paused'), ended])
    const between = await states()
    const timer = (await lab.inHost(HOST, 'systemctl is-active longshore-guard.timer || :')).stdout
    child.kill('SIGKILL')
    await ended

    let outcome = ''
    while (outcome === '') {
      await after(500)
      outcome = (await lab.inHost(HOST, 'cat /var/lib/longshore/guard/outcome 2>/dev/null || :')).stdout
    }

    expect([timer, between === before]).toEqual(['active\n', false])
    expect(outcome).toMatch(/^state restored$/m)
    expect(await states()).toBe(before)
  })

  function prepared(transaction: unknown, end: object): Controller {
    const tasks = [
      ...CASES.flatMap((each) => each.tasks),
      { docker_registry: { mirrors: ['http://10.77.0.1:5001'] } },
      { registry_ca: { registry: 'r.example:5000', ca: "{{ lookup('file', '/var/lib/longshore-lab/ca.crt') }}" } },
    ]
    const play = { hosts: HOST, become: true, gather_facts: false, tasks: [{ transaction, block: [...tasks, end] }] }
    const controller = new Controller()
    const files = { ...CONTROLLER_FILES, 'x.tgz': archive(), 'play.yml': JSON.stringify([play]) }
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(controller.folder, name)), { recursive: true })
      writeFileSync(join(controller.folder, name), content)
    }
    return controller
  }

  function changed(controller: Controller): number {
    return controller.events().filter((event) => event.type === 'task-finished' && event.result.status === 'changed')
      .length
  }

  async function states(): Promise<string> {
    const files = await lab.inHost(
      HOST,
      look('/srv/case', '/etc/docker', '/etc/ssl', '/usr/local/share/ca-certificates'),
    )
    const said = await lab.inHost(HOST, "docker info --format '{{json .RegistryConfig.Mirrors}}'")
    return files.stdout + said.stdout
  }
})
