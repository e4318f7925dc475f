import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { makeCertificates } from '../kit/certificates.ts'
import { Controller } from '../kit/controller.ts'
import { archive, CONTROLLER_FILES, look, PREPARE, type RestoreCase, restoreCases } from './restore-cases.ts'
import { type Ears, startEars } from './secrets/sinks.ts'
import { openSandbox } from './with-sandbox.ts'

const NAMES = restoreCases('', '').map(({ name }) => name)
const HOSTS = [...new Set(restoreCases('', '').map(({ host }) => host))]
const FOLDERS = ['/etc/docker', '/etc/containerd', '/root/.docker', '/etc/ssl', '/usr/local/share/ca-certificates']

let sandbox: Sandbox
let ears: Ears
let cases: readonly RestoreCase[]

beforeAll(async () => {
  ears = await startEars()
  cases = restoreCases(ears.url, makeCertificates().ca.certificate)
  sandbox = await openSandbox(HOSTS.map((name) => ({ name, docker: '26.1.5', containerd: '1.7.24' })))
  for (const each of cases) {
    const folder = folderOf(each)
    await hostOf(each).run(`mkdir -p ${folder} && cd ${folder} && ${PREPARE}\n${each.before ?? ''}`)
  }
}, 180_000)
afterAll(async () => {
  ears.close()
  await sandbox.close()
}, 60_000)

const caseOf = (name: string) => cases.find((each) => each.name === name)!
const hostOf = ({ host }: RestoreCase) => sandbox.hosts.find(({ name }) => name === host)!
const folderOf = ({ host, name }: RestoreCase) => (host === 'files' ? `/srv/case/${name}` : '/srv/case')
const textOn = (each: RestoreCase, path: string) => hostOf(each).read(path)?.toString('utf8')

/** Each host does the tasks of its own cases; then the block ends as it is told to. */
function playbook(transaction: unknown, end: object): string {
  const tasks = cases.flatMap(({ name, host, tasks: own }) =>
    own.map((task) => ({ name, ...task, when: `inventory_hostname == '${host}'`, notify: 'count' })),
  )
  const block = [...tasks, { meta: 'flush_handlers' }, end]
  const rescue = [{ name: 'told', debug: { msg: 'back: {{ ansible_failed_result.rolled_back }}' } }]
  const handlers = [{ name: 'count', shell: 'echo ran >> /tmp/count' }]
  return JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [{ transaction, block, rescue }], handlers }])
}

function prepared(text: string): Controller {
  const controller = new Controller()
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(controller.folder, name)), { recursive: true })
    writeFileSync(join(controller.folder, name), content)
  }
  for (const [name, content] of Object.entries(CONTROLLER_FILES)) write(name, content)
  write('x.tgz', archive())
  write('play.yml', text)
  return controller
}

/** What the case may change. */
async function lookAt(each: RestoreCase) {
  if (each.host === 'files') return hostOf(each).run(look(folderOf(each)))
  const { docker, dockerUnit, containerd, containerdUnit } = hostOf(each).effective()
  const files = await hostOf(each).run(look(folderOf(each), ...FOLDERS))
  return { files, mirrors: docker?.mirrors, containerd, units: [dockerUnit, containerdUnit] }
}

async function lookAtAll() {
  return new Map(await Promise.all(cases.map(async (each) => [each.name, await lookAt(each)] as const)))
}

const RUN = () => ['run', 'play.yml', '-i', sandbox.inventoryFile, '--output', 'json', '--forks', '8']

describe('in a transaction whose last task fails', () => {
  let before: Awaited<ReturnType<typeof lookAtAll>>
  let back: typeof before
  let events: readonly NumberedEvent[]

  beforeAll(async () => {
    before = await lookAtAll()
    using controller = prepared(playbook(true, { command: 'false' }))
    await controller.run(RUN())
    events = controller.events()
    back = await lookAtAll()
  }, 400_000)

  test.each(NAMES)('%s is changed and put back', (name) => {
    const ids = events.flatMap((event) =>
      event.type === 'task-started' && event.task.name === name ? [event.task.id] : [],
    )
    const results = events.flatMap((event) =>
      event.type === 'task-finished' && event.host === caseOf(name).host && ids.includes(event.task)
        ? [event.result.status]
        : [],
    )

    expect(results).toEqual(caseOf(name).tasks.map(() => 'changed'))
    expect(back.get(name)).toEqual(before.get(name))
  })

  test.each(HOSTS)('the handlers of %s run again, and rescue is told that all is back', (name) => {
    const said = events.flatMap((event) =>
      event.type === 'task-finished' && event.host === name ? [String(event.result.values['msg'])] : [],
    )

    expect(said).toContain('back: True')
    expect(
      sandbox.hosts
        .find((host) => host.name === name)
        ?.read('/tmp/count')
        ?.toString(),
    ).toBe('ran\nran\n')
  })
})

describe('in a transaction whose controller dies', () => {
  let before: Awaited<ReturnType<typeof lookAtAll>>
  let between: typeof before
  let back: typeof before

  beforeAll(async () => {
    await Promise.all(sandbox.hosts.map((host) => host.run('rm -f /tmp/count')))
    before = await lookAtAll()
    using controller = prepared(playbook({ guard: '40s' }, { name: 'long', pause: { seconds: 600 } }))
    const { child, ended } = controller.start(RUN())
    await Promise.race([controller.reached('paused'), ended])
    between = await lookAtAll()
    child.kill('SIGKILL')
    await ended
    const outcomes = () => sandbox.hosts.map((host) => host.read('/var/lib/longshore/guard/outcome'))
    while (outcomes().some((outcome) => outcome === undefined)) await after(100)
    back = await lookAtAll()
  }, 600_000)

  test.each(NAMES)('%s is changed, and its guard puts it back and runs what has to be run again', (name) => {
    const outcome = textOn(caseOf(name), '/var/lib/longshore/guard/outcome')

    expect(between.get(name)).not.toEqual(before.get(name))
    expect(outcome).toMatch(/^state restored$/m)
    expect(back.get(name)).toEqual(before.get(name))
    expect(textOn(caseOf(name), '/tmp/count')).toBe('ran\nran\n')
  })
})
