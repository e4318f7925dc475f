import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { Controller } from '../kit/controller.ts'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab } from './lab.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const INVENTORY = resolve('inventories/lab.yml')
const OLD = '{\n\t"registry-mirrors": ["http://10.77.0.1:5000"],\n\t"debug": false\n}\n'
const NEW = 'http://10.77.0.1:5001/'

jest.setTimeout(240_000)

describeOnLab('the guard on real hosts', () => {
  let lab: Lab
  let names: readonly HostName[]

  beforeAll(async () => {
    lab = await openLab()
    names = lab.hosts.filter((host) => host.available).map(({ name }) => name)
    await onEachHost(async (name) => {
      await lab.reset(name)
      await lab.inHost(
        name,
        'cat > /etc/docker/daemon.json && chmod 640 /etc/docker/daemon.json && systemctl reload docker',
        {
          input: OLD,
        },
      )
    })
    await until(async () => (await mirrors()).every((said) => said.includes(':5000')))
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('hosts whose controller is killed put themselves back: files, and the running dockerd', async () => {
    const before = await states()

    await killedInTheMiddle('guard: 15s')
    const between = await mirrors()
    const units = await unitsOf()
    await until(async () => (await guards()).every((state) => state === 'fired'))

    expect(between.every((said) => said.includes(NEW))).toBe(true)
    expect(units).toEqual(names.map(() => 'longshore-guard.service longshore-guard.timer '))
    expect(await states()).toEqual(before)
    await untilNoUnits()
    await onEachHost(async (name) => {
      expect((await lab.inHost(name, 'cat /var/lib/longshore/guard/outcome')).stdout).toContain('state restored')
      expect((await lab.inHost(name, ['systemctl', 'is-active', 'docker'])).stdout).toBe('active\n')
    })
  })

  test('a host that loses its power before the deadline puts itself back after it has booted', async () => {
    const before = await states()

    await killedInTheMiddle('guard: 40s')
    await onEachHost(async (name) => {
      await lab.powerCut(name)
      await lab.boot(name)
    })
    await until(async () => (await guards()).every((state) => state === 'fired'))

    expect(await states()).toEqual(before)
    await untilNoUnits()
  })

  test('a transaction that ends well leaves nothing that waits, and nothing that a boot would start', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook('guard: 30s', 0))

    const ran = await controller.run(['run', 'play.yml', '-i', INVENTORY, '--limit', names.join(',')])

    expect(ran).toMatchObject({ code: 0 })
    expect((await mirrors()).every((said) => said.includes(NEW))).toBe(true)
    await untilNoUnits()
    expect(await guards()).toEqual(names.map(() => 'none'))
  })

  /** Mirrors and a file, and then a task that takes its time. */
  function playbook(guard: string, seconds: number): string {
    return `
- hosts: runtimes
  become: true
  gather_facts: false
  tasks:
    - transaction: {${guard}}
      block:
        - {name: note, copy: {dest: /etc/note, content: new}}
        - {name: mirror, docker_registry: {mirrors: ["${NEW}"]}}
        - {name: long, command: sleep ${seconds}, changed_when: false}
`
  }

  async function killedInTheMiddle(guard: string): Promise<void> {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook(guard, 100))
    const run = ['run', 'play.yml', '-i', INVENTORY, '--limit', names.join(',')]
    await controller.killedAt('task-finished', names.length * 2, run)
  }

  function states(): Promise<readonly string[]> {
    return Promise.all(
      names.map(async (name) => {
        const files = await lab.checksum(name, ['/etc/docker', '/etc/note'])
        return `${files}${await mirrorsOf(name)}`
      }),
    )
  }

  const mirrors = () => Promise.all(names.map(mirrorsOf))
  const guards = () => Promise.all(names.map(guardOf))
  const unitsOf = () => Promise.all(names.map(unitNames))

  async function mirrorsOf(name: HostName): Promise<string> {
    return (await lab.inHost(name, ['docker', 'info', '--format', '{{json .RegistryConfig.Mirrors}}'])).stdout
  }

  /** systemd forgets a unit when its last process is gone. */
  async function untilNoUnits(): Promise<void> {
    await until(async () => (await unitsOf()).every((units) => units === ''))
  }

  async function guardOf(name: HostName): Promise<string> {
    const look =
      'for f in fired firing armed none; do if [ -e /var/lib/longshore/guard/$f ] || [ $f = none ]; then echo $f; break; fi; done'
    return (await lab.inHost(name, look)).stdout.trim()
  }

  async function unitNames(name: HostName): Promise<string> {
    const list =
      "systemctl list-units --all --plain --no-legend 'longshore-guard*' | while read -r unit rest; do printf '%s ' \"$unit\"; done; find /etc/systemd /var/lib/systemd/timers -name '*longshore*' ! -name '*.service' ! -name '*.timer'"
    return (await lab.inHost(name, list)).stdout
  }

  async function onEachHost(what: (name: HostName) => Promise<void>): Promise<void> {
    await Promise.all(names.map(what))
  }

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await after(200)
  }
})
