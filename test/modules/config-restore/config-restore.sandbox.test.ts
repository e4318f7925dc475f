import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../../src/adapters/clock.ts'
import { createConnector } from '../../../src/adapters/connector.ts'
import { createSshConnector } from '../../../src/adapters/ssh/ssh-connector.ts'
import { backupPlay } from '../../../src/app/backups/backup-play.ts'
import { restorePlay, restorePreview, type RestoreRequest } from '../../../src/app/backups/restore-play.ts'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { aStore, type AStore } from '../../adapters/git/a-store.ts'
import { runText, type Ran, type RunText } from '../../kit/run-text.ts'
import { GENERATIONS, openSandbox } from '../../sandbox/with-sandbox.ts'

const DAEMON = '/etc/docker/daemon.json'
const HOSTS_TOML = '/etc/containerd/certs.d/docker.io/hosts.toml'
const TASK = 'Put the configuration back'
/** Odd spaces: the bytes come back, not what they mean. */
const GOOD = '{"registry-mirrors":  ["http://old-mirror.example:5000"],\n   "live-restore": true}\n'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox(
    GENERATIONS.map((versions, index) => ({
      name: `h${index + 1}`,
      ...versions,
      containers: [{ name: 'web', restart: 'no' }],
      files: { [DAEMON]: GOOD, [HOSTS_TOML]: 'server = "https://docker.io"\n' },
    })),
  )
}, 60_000)

afterAll(async () => {
  await sandbox.close()
})

function run(at: AStore, playbook: string, more: Partial<RunText> = {}): Promise<Ran> {
  return runText({
    playbook,
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    backupStore: at.store,
    ...more,
  })
}

const restore = (at: AStore, request: Partial<RestoreRequest> = {}, more: Partial<RunText> = {}) =>
  run(at, restorePlay({ pattern: 'all', at: 'latest', ...request }), { runId: 'restore', ...more })

async function stateOf(host: SandboxHost) {
  const { stdout } = await host.run(
    'cd /; find etc/docker etc/containerd root/.docker -exec stat -c "%n %F %a %u:%g" {} + 2>/dev/null | sort; find etc/docker etc/containerd root/.docker -type f -exec sha256sum {} + 2>/dev/null | sort',
  )
  const { docker, containerd, containers } = host.effective()
  return { stdout, docker, containerd, containers }
}

const withoutInvocations = (state: Awaited<ReturnType<typeof stateOf>>) => ({
  files: state.stdout,
  docker: state.docker,
})

/** dockerd takes a signal when it comes to it, as the real one does. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(10)
}

describe('config_restore, over SSH', () => {
  test('gives back bytes, modes, owners, links, what was not there, and what the daemon says, by a reload where that is enough', async () => {
    const at = aStore()
    await run(at, backupPlay({ pattern: 'all' }))
    const before = await Promise.all(sandbox.hosts.map(stateOf))
    for (const host of sandbox.hosts) {
      host.write(
        DAEMON,
        '{"registry-mirrors": ["http://evil.example:5000"], "insecure-registries": ["evil.example:5000"], "max-concurrent-downloads": 9, "live-restore": true}\n',
        0o600,
      )
      await host.run(
        `systemctl reload docker; rm ${HOSTS_TOML}; ln -s /dev/null /etc/containerd/certs.d/link; mkdir -p /etc/docker/certs.d/new; echo x >/etc/docker/certs.d/new/ca.crt; chmod 0700 /etc/containerd/certs.d`,
      )
      expect(host.effective().docker?.mirrors).toEqual(['http://evil.example:5000/'])
    }

    const preview = await run(at, restorePreview({ pattern: 'all', at: 'latest' }), {
      settings: { checkMode: true, diff: true },
    })
    expect(preview.result(TASK, 'h2').diff?.map(({ path }) => path)).toContain(`${DAEMON} (mode 0600 -> 0644)`)
    expect(sandbox.host('h1').effective().docker?.mirrors).toEqual(['http://evil.example:5000/'])

    const ran = await restore(at)
    expect(ran.problems).toEqual([])
    for (const [index, host] of sandbox.hosts.entries()) {
      expect(ran.result(TASK, host.name).error).toBeUndefined()
      expect(withoutInvocations(await stateOf(host))).toEqual(withoutInvocations(before[index]!))
      expect(host.read(DAEMON)?.toString()).toBe(GOOD)
      expect(host.effective().containers.map(({ state }) => state)).toEqual(['running'])
      expect(ran.result('Back up what is restored', host.name)).toMatchObject({ status: 'ok' })
    }
    const again = await restore(at)
    expect(again.result(TASK, 'h1')).toMatchObject({ status: 'ok' })
  }, 180_000)

  test('brings a daemon back that says something else than its file', async () => {
    const at = aStore()
    await run(at, backupPlay({ pattern: 'h2' }))
    const host = sandbox.host('h2')
    host.write(DAEMON, '{"insecure-registries": ["drift.example:5000"], "live-restore": true}\n')
    await host.run('systemctl reload docker')
    await until(() => host.effective().docker?.insecureNames.includes('drift.example:5000') === true)
    host.write(DAEMON, GOOD)

    const ran = await restore(at, { pattern: 'h2' })
    expect(ran.result(TASK, 'h2')).toMatchObject({ status: 'changed' })
    expect(host.effective().docker?.insecureNames).not.toContain('drift.example:5000')
    expect(host.read(DAEMON)?.toString()).toBe(GOOD)
  }, 120_000)

  test('restores one file, and leaves everything else as it is', async () => {
    const at = aStore()
    await run(at, backupPlay({ pattern: 'h3' }))
    const host = sandbox.host('h3')
    host.write(HOSTS_TOML, '# changed\n')
    host.write('/etc/nerdctl/nerdctl.toml', '# new\n')

    const ran = await restore(at, { pattern: 'h3', paths: [HOSTS_TOML] })
    expect(ran.result(TASK, 'h3').values['restored']).toEqual([HOSTS_TOML])
    expect(host.read(HOSTS_TOML)?.toString()).toBe('server = "https://docker.io"\n')
    expect(host.read('/etc/nerdctl/nerdctl.toml')?.toString()).toBe('# new\n')
    await host.run('rm /etc/nerdctl/nerdctl.toml')
    const unknown = await restore(at, { pattern: 'h3', paths: ['/etc/unheard-of'] })
    expect(unknown.result(TASK, 'h3').error?.message).toBe('the backup of h3 knows nothing of /etc/unheard-of')
  }, 120_000)

  test('restarts containerd for its configuration, and undoes all where it does not come back', async () => {
    const at = aStore()
    const host = sandbox.host('h2')
    const config = (await host.run('cat /etc/containerd/config.toml')).stdout
    await run(at, backupPlay({ pattern: 'h2' }))
    host.write('/etc/containerd/config.toml', `${config}\n# by hand\n`)
    const before = host.effective().containerdUnit

    const ran = await restore(at, { pattern: 'h2' })
    expect(ran.result(TASK, 'h2')).toMatchObject({
      status: 'changed',
      notes: ['containerd is restarted: its containers go on running'],
    })
    expect((await host.run('cat /etc/containerd/config.toml')).stdout).toBe(config)
    expect(host.effective().containerdUnit).toBe(before)

    host.write(DAEMON, '{"live-restore": true}\n')
    await host.run('systemctl reload docker')
    const changed = await stateOf(host)
    const wrong = aStore()
    await run(wrong, backupPlay({ pattern: 'h2' }))
    host.write(DAEMON, '{"registry-mirrors": ["ftp://no"]}\n')
    await run(wrong, backupPlay({ pattern: 'h2' }), { runId: 'broken' })
    host.write(DAEMON, '{"live-restore": true}\n')
    const refused = await restore(wrong, { pattern: 'h2' })
    expect(refused.result(TASK, 'h2')).toMatchObject({ status: 'failed', error: { code: 'REGISTRY_CONFIG_INVALID' } })
    expect(withoutInvocations(await stateOf(host))).toEqual(withoutInvocations(changed))
    host.write(DAEMON, GOOD)
  }, 180_000)

  test('does not end containers for good unless it is told to', async () => {
    const at = aStore()
    const host = sandbox.host('h3')
    host.write(DAEMON, '{"live-restore": false}\n')
    await host.run('systemctl reload docker')
    await until(() => host.effective().docker?.liveRestore === false)
    await run(at, backupPlay({ pattern: 'h3' }))
    host.write(DAEMON, '{"live-restore": false, "data-root": "/srv/docker"}\n')

    const refused = await restore(at, { pattern: 'h3' })
    expect(refused.result(TASK, 'h3').error?.message).toBe(
      'this restarts dockerd, which ends a container that does not come back: web',
    )
    expect(host.effective().containers.map(({ state }) => state)).toEqual(['running'])
    await restore(at, { pattern: 'h3', apply: 'restart' })
    expect(host.read(DAEMON)?.toString()).toBe('{"live-restore": false}\n')
    expect(host.effective().docker?.liveRestore).toBe(false)
  }, 120_000)
})
