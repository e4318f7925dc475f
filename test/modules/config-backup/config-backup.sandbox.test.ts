import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { systemClock } from '../../../src/adapters/clock.ts'
import { createConnector } from '../../../src/adapters/connector.ts'
import { createSshConnector } from '../../../src/adapters/ssh/ssh-connector.ts'
import { backupPlay, type BackUpRequest } from '../../../src/app/backups/backup-play.ts'
import type { HostSnapshot } from '../../../src/model/host-snapshot.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { aStore, must, type AStore } from '../../adapters/git/a-store.ts'
import { countingConnector, type CountingConnector } from '../../kit/counting-connector.ts'
import { runText, type Ran } from '../../kit/run-text.ts'
import { GENERATIONS, openSandbox } from '../../sandbox/with-sandbox.ts'

const HOSTS_TOML = 'server = "https://docker.io"\n\n[host."http://mirror.example:5000"]\n'

let sandbox: Sandbox
let connector: CountingConnector

beforeAll(async () => {
  sandbox = await openSandbox(
    GENERATIONS.map((versions, index) => ({
      name: `h${index + 1}`,
      ...versions,
      files: {
        '/etc/docker/daemon.json': '{"registry-mirrors": ["http://old-mirror.example:5000"]}\n',
        '/etc/containerd/certs.d/docker.io/hosts.toml': HOSTS_TOML,
        '/root/.docker/config.json': '{"auths": {"registry.example": {"auth": "cm9ib3Q6aHVudGVyMg=="}}}\n',
        '/etc/systemd/system/docker.service.d/proxy.conf':
          '[Service]\nEnvironment="HTTPS_PROXY=http://p:hunter2@proxy:3128"\n',
      },
    })),
  )
}, 60_000)

afterAll(async () => {
  await sandbox.close()
})

function run(
  at: AStore,
  request: Partial<BackUpRequest> = {},
  more: Partial<Parameters<typeof runText>[0]> = {},
): Promise<Ran> {
  connector = countingConnector(
    createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
  )
  return runText({
    playbook: backupPlay({ pattern: 'all', ...request }),
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    connector,
    backupStore: at.store,
    ...more,
  })
}

async function newest(at: AStore, host = 'h1'): Promise<HostSnapshot> {
  return must(await at.store.read(host, must(await at.store.find(host, 'latest'))))
}

const entry = ({ entries }: HostSnapshot, path: string) => entries.find((each) => each.path === path)

describe('config_backup, over SSH', () => {
  test('keeps files and what the daemons say in one round trip a host and one commit, and then nothing more', async () => {
    const at = aStore()
    const ran = await run(at)

    expect(ran.problems).toEqual([])
    expect(ran.recap?.errors).toEqual([])
    expect(connector.roundTrips()).toEqual({ h1: 1, h2: 1, h3: 1 })
    for (const { name } of sandbox.hosts) {
      const taken = await newest(at, name)
      expect(entry(taken, '/etc/docker/daemon.json')).toMatchObject({
        kind: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        content: sandbox.host(name).read('/etc/docker/daemon.json'),
      })
      expect(entry(taken, '/etc/containerd/certs.d')).toMatchObject({ kind: 'folder', mode: 0o755 })
      expect(entry(taken, '/etc/containerd/certs.d/docker.io/hosts.toml')).toMatchObject({
        content: Buffer.from(HOSTS_TOML),
      })
      expect(JSON.parse(taken.effective.get('docker.json') ?? '')).toMatchObject({
        state: 'running',
        registry_mirrors: ['http://old-mirror.example:5000/'],
      })
      expect(taken.effective.get('containerd.toml')).toContain('version = ')
      expect(taken.effective.get('units.txt')).toContain('[docker.service]')
    }
    expect(at.git('rev-list', '--count', 'main')).toBe('1')

    const again = await run(at, {}, { runId: 'again' })
    expect(again.result('Back up the configuration', 'h1')).toMatchObject({ status: 'ok' })
    expect(at.git('rev-list', '--count', 'main')).toBe('1')
    expect(must(await at.store.newest()).get('h1')?.run).toBe('again')
  }, 120_000)

  test('lets no secret out: credentials and keys are left out, masked or encrypted', async () => {
    const identity = await generateIdentity()
    const open = aStore()
    const sealed = aStore({ encryptTo: [await identityToRecipient(identity)] })
    const ran = await run(open)
    await run(sealed)

    const left = ['/etc/systemd/system/docker.service.d/proxy.conf', '/root/.docker/config.json']
    expect(ran.result('Back up the configuration', 'h1').values).toMatchObject({ secrets_left_out: left })
    expect(ran.events).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        message: expect.stringContaining('6 secret files are left out of the backups (h1: /etc/systemd'),
      }),
    )
    for (const at of [open, sealed]) {
      const everything = at.git('log', '-p', '--all', '--text')
      expect(everything).not.toMatch(/hunter2|cm9ib3Q6/)
      expect(everything).toContain('HTTPS_PROXY=http://***@proxy:3128')
      expect(everything).toContain('"auth": "***"')
    }
    const identityFile = join(sealed.folder, 'identity')
    writeFileSync(identityFile, identity)
    const taken = await newest({ ...sealed, store: aStore({ folder: sealed.folder, identityFile }).store })
    for (const path of left) expect(entry(taken, path)).toMatchObject({ content: sandbox.host('h1').read(path) })
  }, 120_000)

  test('reads a large tree in a second round trip, byte for byte', async () => {
    const at = aStore()
    await sandbox
      .host('h1')
      .run('mkdir -p /srv/big; head -c 9500000 /dev/urandom >/srv/big/a; head -c 100 /dev/zero >/srv/big/b')
    const ran = await run(at, { pattern: 'h1', paths: ['/srv/big'] })

    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 0 })
    expect(connector.roundTrips()).toEqual({ h1: 2 })
    const taken = await newest(at)
    for (const path of ['/srv/big/a', '/srv/big/b']) {
      expect(
        (entry(taken, path) as { content: Buffer }).content.equals(sandbox.host('h1').read(path) ?? Buffer.alloc(0)),
      ).toBe(true)
    }
    await sandbox.host('h1').run('rm -rf /srv/big')
  }, 120_000)

  test('keeps links with what they lead to, modes and owners, and sees what is gone', async () => {
    const at = aStore()
    const host = sandbox.host('h2')
    await host.run(
      'mkdir -p /srv/ca "/etc/docker/certs.d/odd name:5000"; echo authority >/srv/ca/ca.pem; ' +
        'ln -s /srv/ca/ca.pem "/etc/docker/certs.d/odd name:5000/ca.crt"; ln -s gone /etc/docker/certs.d/dangling; chmod 0750 /etc/docker/certs.d',
    )
    await run(at, { pattern: 'h2' })
    const taken = await newest(at, 'h2')
    expect(entry(taken, '/etc/docker/certs.d')).toMatchObject({ kind: 'folder', mode: 0o750 })
    expect(entry(taken, '/etc/docker/certs.d/odd name:5000/ca.crt')).toMatchObject({
      kind: 'link',
      target: '/srv/ca/ca.pem',
    })
    expect(entry(taken, '/etc/docker/certs.d/dangling')).toMatchObject({ kind: 'link', target: 'gone' })
    expect(entry(taken, '/srv/ca/ca.pem')).toMatchObject({ kind: 'file', content: Buffer.from('authority\n') })

    await host.run('rm -r /srv/ca /etc/docker/certs.d')
    const ran = await run(at, { pattern: 'h2' }, { runId: 'second' })
    expect(ran.result('Back up the configuration', 'h2').values['changes']).toEqual(
      expect.arrayContaining([
        { path: '/etc/docker/certs.d/odd name:5000/ca.crt', what: 'removed' },
        { path: '/srv/ca/ca.pem', what: 'removed' },
      ]),
    )
  }, 120_000)

  test('with --check says what is new, and stores nothing', async () => {
    const at = aStore()
    const ran = await run(at, { pattern: 'h3' }, { settings: { checkMode: true } })

    expect(ran.result('Back up the configuration', 'h3')).toMatchObject({ status: 'changed' })
    expect(at.git('for-each-ref')).toBe('')
  }, 60_000)

  test('has the hosts that answered, and names those that did not', async () => {
    const at = aStore()
    const lost = `${readFileSync(sandbox.inventoryFile, 'utf8')}\n[lost]\ngone ansible_host=127.0.0.1 ansible_port=1\n`
    const ran = await run(at, {}, { inventory: lost })

    expect(ran.recap?.hosts.get('gone')).toMatchObject({ unreachable: 1 })
    expect(at.git('log', '-1', '--format=%B')).toContain('Not backed up: gone')
    expect(must(await at.store.hosts())).toEqual(['h1', 'h2', 'h3'])
  }, 60_000)

  test('fails without a store, and says where one is named', async () => {
    const ran = await runText({ playbook: backupPlay({ pattern: 'all' }) })
    expect(ran.result('Back up the configuration').error).toMatchObject({
      code: 'BACKUP_STORE_UNUSABLE',
      hint: 'Name one in longshore.yml, as in backups: {store: backups}, or with --store FOLDER',
    })
  }, 60_000)
})
