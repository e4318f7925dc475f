import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { resolve } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { controllerFiles } from '../../src/adapters/files/controller-files.ts'
import { createTemplater } from '../../src/adapters/template/templater.ts'
import { runPlaybook } from '../../src/app/run-playbook.ts'
import { lockHolder } from '../../src/compose/lock-holder.ts'
import { Interrupts } from '../../src/engine/interrupts.ts'
import type { Recap } from '../../src/model/recap.ts'
import type { Vars } from '../../src/model/vars.ts'
import { builtinModules } from '../../src/modules/index.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { countingConnector } from '../kit/counting-connector.ts'
import { GENERATIONS, openSandbox } from './with-sandbox.ts'

const MIRROR = 'http://mirror.example:5000'
const NAMES = ['g1', 'g2', 'g3'] as const
const DAEMON_JSON = '{\n  "live-restore": true\n}\n'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(
    GENERATIONS.map((generation, index) => ({
      name: NAMES[index] ?? '',
      ...generation,
      containers: [{ name: 'shop', restart: 'always' as const }],
      files: { '/etc/docker/daemon.json': DAEMON_JSON },
    })),
  )
}, 60_000)
afterAll(() => sandbox.close())

describe('the shipped playbooks on three generations', () => {
  test('registry-mirrors.yml changes every host, and a second run changes none', async () => {
    const first = await runExample('registry-mirrors.yml')
    const second = await runExample('registry-mirrors.yml')

    expect(counts(first)).toEqual({ g1: [0, true], g2: [0, true], g3: [0, true] })
    expect(counts(second)).toEqual({ g1: [0, false], g2: [0, false], g3: [0, false] })
    for (const host of sandbox.hosts) expect(host.effective().docker?.mirrors).toEqual([`${MIRROR}/`])
  }, 60_000)

  test('patch-config.yml sets its keys beside those that are there, and a second run changes none', async () => {
    const first = await runExample('patch-config.yml')
    const second = await runExample('patch-config.yml')

    expect(counts(first)).toEqual({ g1: [0, true], g2: [0, true], g3: [0, true] })
    expect(counts(second)).toEqual({ g1: [0, false], g2: [0, false], g3: [0, false] })
    for (const host of sandbox.hosts) {
      expect(JSON.parse(host.read('/etc/docker/daemon.json')?.toString('utf8') ?? '')).toMatchObject({
        'live-restore': true,
        'shutdown-timeout': 30,
        'max-concurrent-downloads': 6,
      })
    }
  }, 60_000)

  test('registry-config.yml reaches every runtime, and a second run changes none', async () => {
    const vars = { registry_insecure: ['mirror.example:5000'] }

    const first = await runExample('registry-config.yml', { vars })
    const second = await runExample('registry-config.yml', { vars })

    expect(counts(first)).toEqual({ g1: [0, true], g2: [0, true], g3: [0, true] })
    expect(counts(second)).toEqual({ g1: [0, false], g2: [0, false], g3: [0, false] })
    for (const host of sandbox.hosts) {
      expect(host.effective().docker?.mirrors).toEqual([`${MIRROR}/`])
      expect(host.read('/etc/containerd/certs.d/mirror.example:5000/hosts.toml')?.toString()).toContain('skip_verify')
    }
  }, 240_000)

  test('multi-registry.yml gives each runtime what it has a place for, and touches no host where all is wanted', async () => {
    const registry_upstreams = { 'docker.io': [MIRROR], 'ghcr.io': [MIRROR] }

    const refused = await runExample('multi-registry.yml', { vars: { registry_upstreams } })
    const ran = await runExample('multi-registry.yml', { vars: { registry_upstreams, registry_unsupported: 'warn' } })

    expect(counts(refused)).toMatchObject({ g1: [1, false] })
    expect(counts(ran)).toMatchObject({ g1: [0, true], g2: [0, true], g3: [0, true] })
    for (const host of sandbox.hosts) {
      expect(host.read('/etc/containerd/certs.d/ghcr.io/hosts.toml')?.toString()).toContain(MIRROR)
    }
  }, 120_000)

  test('rolling-restart.yml restarts the daemon on every host and waits until it answers', async () => {
    const ran = await runExample('rolling-restart.yml')

    expect(counts(ran)).toEqual({ g1: [0, true], g2: [0, true], g3: [0, true] })
    for (const host of sandbox.hosts) expect(host.effective().dockerUnit).toBe('active')
  }, 60_000)
})

describe('round trips', () => {
  test('registry-mirrors.yml costs a host that needs a reload at most six, verification included', async () => {
    const counting = countingConnector(realConnector())

    const ran = await runExample('registry-mirrors.yml', {
      vars: { registry_mirrors: [`${MIRROR}1`] },
      connector: counting,
    })

    expect(counts(ran)).toEqual({ g1: [0, true], g2: [0, true], g3: [0, true] })
    expect(counting.opened()).toEqual({ g1: 1, g2: 1, g3: 1 })
    for (const name of NAMES) expect(counting.roundTrips()[name]).toBeLessThanOrEqual(6)
  }, 60_000)
})

function realConnector(): Connector {
  return createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) })
}

interface ExampleOptions {
  readonly vars?: Vars
  readonly connector?: Connector
}

async function runExample(playbook: string, options: ExampleOptions = {}): Promise<Recap> {
  const outcome = await runPlaybook(
    {
      cwd: process.cwd(),
      playbooks: [resolve('playbooks', playbook)],
      inventorySources: [sandbox.inventoryFile],
      limit: [],
      limitFiles: new Map(),
      extraVars: { registry_mirrors: [MIRROR], ...options.vars },
      settings: {
        forks: 3,
        mostConnections: Infinity,
        checkMode: false,
        diff: false,
        verbosity: 0,
        tags: { only: [], skip: [] },
        extraVars: { registry_mirrors: [MIRROR], ...options.vars },
        forceHandlers: false,
        connection: { connectTimeoutMs: 10_000 },
        become: { become: false, user: 'root', method: 'sudo' },
        locks: { mode: 'auto', waitMs: 0 },
      },
      signals: new Interrupts().signals,
      runId: 'test-run',
    },
    {
      connector: options.connector ?? realConnector(),
      templater: createTemplater(),
      modules: builtinModules(),
      clock: systemClock,
      lockHolder: lockHolder({ user: 'tester', host: 'here' }),
      controllerFiles,
      prompt: () => Promise.reject(new Error('the examples ask nothing')),
      runStore: {
        noteGuard: () => Promise.resolve(undefined),
        create: () =>
          Promise.resolve({
            path: '/dev/null',
            append: () => undefined,
            sync: () => Promise.resolve(),
            close: () => Promise.resolve(),
          }),
      },
      onEvent: () => undefined,
    },
  )
  if (!outcome.ok) throw outcome.error[0] ?? new Error('the run did not start')
  return outcome.value
}

/** By host: how much failed, and whether anything changed. */
function counts(recap: Recap): Record<string, readonly [number, boolean]> {
  return Object.fromEntries(
    [...recap.hosts].map(([name, host]) => [name, [host.failed + host.unreachable, host.changed > 0]]),
  )
}
