import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller, type Ended } from '../kit/controller.ts'
import { TcpProxy } from '../kit/tcp-proxy.ts'
import { openSandbox } from './with-sandbox.ts'

const GO = '/tmp/go'
const WAITING = '/tmp/waiting'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'g1', docker: '26.1.5', containerd: '1.7.24' }])
}, 60_000)
afterAll(() => sandbox.close())

const host = () => sandbox.hosts[0]!
const inventory = () => ['-i', sandbox.inventoryFile]
let mirrors = 0
let mirror = ''
beforeEach(() => {
  mirror = `http://mirror${++mirrors}.example:5000`
})

/** Sets the mirror, and waits on the host until it is told to go on. */
function slow(more: readonly object[], vars: object): string {
  const wait = `rm -f ${GO}; echo ${mirror} > ${WAITING}; until [ -e ${GO} ]; do sleep 0.05; done`
  const tasks = [{ docker_registry: { mirrors: [mirror] } }, { name: 'wait', shell: wait }, ...more]
  return JSON.stringify([{ name: 'Slow', hosts: 'all', gather_facts: false, vars, tasks }])
}

function quick(url: string, more: object = {}): string {
  return JSON.stringify([
    { name: 'Quick', hosts: 'all', gather_facts: false, ...more, tasks: [{ docker_registry: { mirrors: [url] } }] },
  ])
}

/** Starts the slow playbook, and resolves when it has changed the host and waits there. */
async function atWork(
  controller: Controller,
  more: readonly object[] = [],
  vars: object = {},
): Promise<ReturnType<Controller['start']>> {
  writeFileSync(join(controller.folder, 'slow.yml'), slow(more, vars))
  const started = controller.start(['run', 'slow.yml', ...inventory()])
  await controller.until(() => host().read(WAITING)?.toString('utf8').trim() === mirror)
  return started
}

async function second(controller: Controller, playbook: string, ...flags: readonly string[]): Promise<Ended> {
  writeFileSync(join(controller.folder, 'quick.yml'), playbook)
  return controller.run(['run', 'quick.yml', ...inventory(), ...flags])
}

function lockFile(): { readonly path: string; readonly text: string } {
  const machine = host().read('/etc/machine-id')?.toString('utf8').trim() ?? ''
  for (let number = 100; number > 0; number--) {
    const path = `/var/lib/longshore/locks/${machine}/${number}`
    const text = host().read(path)?.toString('utf8')
    if (text !== undefined) return { path, text }
  }
  throw new Error('no lock was ever taken')
}

/** What the lock says of its owner; empty where there is none. */
function lockText(): string {
  return lockFile().text
}

function mirrorsNow(): readonly string[] | undefined {
  return host().effective().docker?.mirrors
}

describe('two operators at the same time', () => {
  test('the second is told who has the host, changes nothing, and can do it once the first is done', async () => {
    using first = new Controller()
    using other = new Controller()
    const { ended } = await atWork(first)

    const refused = await second(other, quick('http://other.example:5000'))
    const whileLocked = mirrorsNow()
    host().write(GO, '')
    const done = await ended
    const later = await second(other, quick('http://other.example:5000'))

    expect(refused.code).toBe(2)
    expect(refused.output).toMatch(
      /g1 is locked by run \d+T\d+Z-\w+ of \S+ on \S+ \(play 'Slow'\) since \S+Z, until \S+Z unless it goes on/,
    )
    expect(refused.output).toContain('--lock-wait 10m waits for the host')
    expect(whileLocked).toEqual([`${mirror}/`])
    expect([done.code, later.code]).toEqual([0, 0])
    expect(mirrorsNow()).toEqual(['http://other.example:5000/'])
    expect(lockText()).toBe('')
  }, 120_000)

  test('the second waits as long as --lock-wait says, and looks at the host anew then', async () => {
    using first = new Controller()
    using other = new Controller()
    const { ended } = await atWork(first)

    const gaveUp = await second(other, quick('http://other.example:5000'), '--lock-wait', '1s')
    const waiting = second(other, quick('http://other.example:5000'), '--lock-wait', '60s')
    await setTimeout(300)
    host().write(GO, '')
    const [done, waited] = await Promise.all([ended, waiting])

    expect([gaveUp.code, done.code, waited.code]).toEqual([2, 0, 0])
    expect(gaveUp.output).toMatch(/waiting: g1 is locked by run/)
    expect(gaveUp.output).toMatch(/\(waited 1\.0 s for it\)/)
    expect(mirrorsNow()).toEqual(['http://other.example:5000/'])
  }, 120_000)

  test('a look, a check and a change of something else need no lock, and --lock off takes none', async () => {
    using first = new Controller()
    using other = new Controller()
    const { ended } = await atWork(first)

    const same = await second(other, quick(mirror))
    const check = await second(other, quick('http://other.example:5000'), '--check')
    const general = await second(other, quick(mirror).replace(/"docker_registry":\{.*?\}/, '"command":"true"'))
    const always = await other.run(['run', 'quick.yml', ...inventory(), '--lock', 'always'])
    const off = await second(other, quick('http://other.example:5000'), '--lock', 'off')
    host().write(GO, '')
    await ended

    expect([same.code, check.code, general.code, always.code, off.code]).toEqual([0, 0, 0, 2, 0])
  }, 120_000)
})

test('a line that breaks while it is idle is made anew to release the lock', async () => {
  using first = new Controller()
  const cable = await TcpProxy.open(host().port)
  try {
    const go = join(first.folder, 'go')
    const aside = { shell: `until [ -e ${go} ]; do sleep 0.05; done`, delegate_to: 'localhost' }
    const known = readFileSync(sandbox.knownHostsFile, 'utf8').replace(`:${host().port} `, `:${cable.port} `)
    writeFileSync(join(first.folder, 'known_hosts'), known)
    const behind = { ansible_port: cable.port, ansible_ssh_common_args: '-o UserKnownHostsFile=known_hosts' }
    const { ended } = await atWork(first, [aside], behind)
    host().write(GO, '')
    await first.reached('task-started', 3)
    cable.refuse()
    cable.restore()
    writeFileSync(go, '')
    const done = await ended

    expect(done.output).not.toContain('could not be unlocked')
    expect(done.code).toBe(0)
    expect(lockText()).toBe('')
  } finally {
    await cable.close()
  }
}, 120_000)

test('a line that breaks before the host could say that it is locked leaves no lock once the host is put back', async () => {
  using first = new Controller()
  const cable = await TcpProxy.open(host().port)
  try {
    const known = readFileSync(sandbox.knownHostsFile, 'utf8').replace(`:${host().port} `, `:${cable.port} `)
    writeFileSync(join(first.folder, 'known_hosts'), known)
    host().write('/root/check', `#!/bin/sh\necho ${mirror} > ${WAITING}\nuntil [ -e ${GO} ]; do sleep 0.05; done\n`)
    const copy = { dest: '/root/locked.conf', content: 'new', validate: 'sh /root/check %s' }
    const vars = { ansible_port: cable.port, ansible_ssh_common_args: '-o UserKnownHostsFile=known_hosts' }
    const tasks = [{ command: `rm -f ${GO}` }, { transaction: true, block: [{ copy }] }]
    writeFileSync(
      join(first.folder, 'locked.yml'),
      JSON.stringify([{ hosts: 'all', gather_facts: false, vars, tasks }]),
    )
    const { ended } = first.start(['run', 'locked.yml', ...inventory()])
    await first.until(() => host().read(WAITING)?.toString('utf8').trim() === mirror)
    const locked = lockText()
    cable.refuse()
    cable.restore()
    host().write(GO, '')
    const done = await ended

    expect(locked).not.toBe('')
    expect(done).toMatchObject({ code: 4, output: expect.stringContaining('rolled back') })
    expect(lockText()).toBe('')
  } finally {
    await cable.close()
  }
}, 120_000)

describe('a lock that was left behind', () => {
  test('by a process of this machine that was killed is taken over at once, and said', async () => {
    using first = new Controller()
    using other = new Controller()
    const { child, ended } = await atWork(first)
    child.kill('SIGKILL')
    await ended

    const early = await second(other, quick('http://other.example:5000'))
    host().write(GO, '')
    const late = await second(other, quick('http://other.example:5000'), '--lock-wait', '60s')

    expect(early.code).toBe(2)
    expect(early.output).toContain('and a program of it is at work there')
    expect(late.code).toBe(0)
    expect(late.output).toMatch(/g1: the lock of run \S+ of .*, whose process is gone, was taken over/)
    expect(mirrorsNow()).toEqual(['http://other.example:5000/'])
    expect(lockText()).toBe('')
  }, 120_000)

  test('by another machine is kept until its time is over, and taken over then; who had it does no more', async () => {
    using first = new Controller()
    using other = new Controller()
    const { ended } = await atWork(first, [{ name: 'late', shell: 'echo late > /tmp/late' }])
    const isKept = await second(other, quick('http://other.example:5000'))
    rewriteLock((lines) => [lines[0]!, '0 another-boot 0', '0 -', ...lines.slice(3)])

    const taken = await second(other, quick('http://other.example:5000'))
    host().write(GO, '')
    const fenced = await ended

    expect([isKept.code, taken.code]).toEqual([2, 0])
    expect(taken.output).toMatch(/which was not heard of for too long, was taken over/)
    expect(fenced.code).toBe(2)
    expect(fenced.output).toMatch(
      /this run's lock of g1 \(token \d+\) is no more its own: another run has taken it over/,
    )
    expect(host().read('/tmp/late')).toBeUndefined()
    expect(mirrorsNow()).toEqual(['http://other.example:5000/'])
  }, 120_000)

  test('by a run that is resumed is that run’s again, with its next change of the kind that locks', async () => {
    using first = new Controller()
    const { child, ended } = await atWork(first, [{ docker_registry: { mirrors: ['http://late.example:5000'] } }])
    child.kill('SIGKILL')
    await ended
    const goOn = setInterval(() => host().write(GO, ''), 50)

    const resumed = await first.run(['runs', 'resume', 'latest', '--lock-wait', '60s'])
    clearInterval(goOn)

    expect(resumed).toMatchObject({ code: 0 })
    expect(lockText()).toBe('')
  }, 120_000)

  test('is not: a Ctrl-C that ends what is in flight releases the host', async () => {
    using first = new Controller()
    const { child, ended } = await atWork(first)
    child.kill('SIGINT')
    await first.reached('interrupted')
    child.kill('SIGINT')

    expect((await ended).code).toBe(130)
    expect(lockText()).toBe('')
  }, 120_000)
})

describe('a run that ends in another way than it was meant to', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by one %s ends what is in flight and releases the host',
    async (signal) => {
      using first = new Controller()
      const { child, ended } = await atWork(first)
      const locked = lockText()
      child.kill(signal)
      await first.reached('interrupted')
      host().write(GO, '')

      expect(locked).not.toBe('')
      expect((await ended).code).toBe(130)
      expect(lockText()).toBe('')
    },
    120_000,
  )

  test('by a task that fails releases it as well', async () => {
    using first = new Controller()
    const tasks = [{ docker_registry: { mirrors: [mirror] } }, { command: 'false' }]

    const failed = await second(first, JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]))

    expect([failed.code, lockText()]).toEqual([2, ''])
  }, 120_000)
})

describe('two names of one machine in a run', () => {
  const twice = () => readFileSync(sandbox.inventoryFile, 'utf8').replace(/^g1( .*)$/m, 'g1$1\nalias$1')

  test('are noticed by what both would change; the second is refused, and says why', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'hosts.ini'), twice())
    writeFileSync(join(controller.folder, 'quick.yml'), quick(mirror))

    const ran = await controller.run(['run', 'quick.yml', '-i', 'hosts.ini'])
    const again = await controller.run(['run', 'quick.yml', '-i', 'hosts.ini'])

    expect(ran.code).toBe(2)
    expect(ran.output).toMatch(/(alias|g1) is the same machine as (alias|g1), which this run changes already/)
    expect(again.code).toBe(0)
    expect(mirrorsNow()).toEqual([`${mirror}/`])
  }, 120_000)
})

function rewriteLock(change: (lines: readonly string[]) => readonly string[]): void {
  const { path, text } = lockFile()
  host().write(path, `${change(text.trimEnd().split('\n')).join('\n')}\n`)
}
