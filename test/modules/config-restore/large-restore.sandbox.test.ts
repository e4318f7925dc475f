import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../../src/adapters/clock.ts'
import { createConnector } from '../../../src/adapters/connector.ts'
import { createSshConnector } from '../../../src/adapters/ssh/ssh-connector.ts'
import { backupPlay } from '../../../src/app/backups/backup-play.ts'
import { restorePlay } from '../../../src/app/backups/restore-play.ts'
import type { SandboxFault } from '../../../src/sandbox/host-spec.ts'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { aStore, must } from '../../adapters/git/a-store.ts'
import { countingConnector } from '../../kit/counting-connector.ts'
import { runText } from '../../kit/run-text.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const TASK = 'Put the configuration back'
const DAEMON = '/etc/docker/daemon.json'
const OLD = '{"data-root": "/srv/docker-old", "live-restore": true}\n'
const NEW = '{"live-restore": true}\n'
const MEBIBYTE = 1024 * 1024

/** 14 MB: two files of which neither fits into a first look, and 40 small ones. */
const PLANT = `mkdir -p /srv/big/many; cd /srv/big
for n in a same; do head -c 7000000 /dev/urandom >$n; done
i=0; while [ $i -lt 40 ]; do head -c 5000 /dev/urandom >many/$i; i=$((i+1)); done`

const MESS = 'cd /srv/big; echo more >>a; chmod 0600 same; rm -r many; echo x >stray'

const SUMS = `cd /srv/big && find . -exec stat -c "%n %a %u:%g" {} + | LC_ALL=C sort
find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2`

describe('a restore of more than one answer can hold', () => {
  const faults: SandboxFault[] = []
  const at = aStore()
  let sandbox: Sandbox
  let host: SandboxHost
  let good: string

  beforeAll(async () => {
    sandbox = await openSandbox([
      { name: 'h1', docker: '26.1.5', containerd: '1.7.24', faults, files: { [DAEMON]: OLD } },
    ])
    host = sandbox.host('h1')
    await host.run(PLANT)
    good = await sums()
    await run(backupPlay({ pattern: 'h1', paths: ['/srv/big'] }))
  }, 300_000)

  afterAll(() => sandbox.close())

  async function sums(): Promise<string> {
    return (await host.run(SUMS)).stdout
  }

  function run(playbook: string, runId = 'first') {
    const connector = countingConnector(
      createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    )
    const inventory = readFileSync(sandbox.inventoryFile, 'utf8')
    const ran = runText({ playbook, inventory, connector, backupStore: at.store, runId })
    return ran.then((of) => ({ ...of, roundTrips: connector.roundTrips()['h1'] ?? 0 }))
  }

  const restore = (runId: string) => run(restorePlay({ pattern: 'h1', at: 'latest' }), runId)

  test('is undone byte for byte where dockerd does not start with the file of the backup, and gives all back where it does', async () => {
    await host.run(MESS)
    host.write(DAEMON, NEW)
    await host.run('systemctl restart docker')
    const messed = await sums()
    expect(messed).not.toBe(good)

    faults.push({ kind: 'dies-at-start', whileConfigHolds: '/srv/docker-old', saying: 'no such disk' })
    const failed = await restore('second')
    expect(failed.result(TASK, 'h1')).toMatchObject({ status: 'failed' })
    expect(failed.result(TASK, 'h1').error?.message).toContain('no such disk')
    expect(await sums()).toBe(messed)
    expect(host.read(DAEMON)?.toString()).toBe(NEW)
    expect(host.effective().docker).toBeDefined()
    expect(must(await at.store.versions(['h1']))).toHaveLength(1)

    faults.length = 0
    const restored = await restore('third')
    expect(restored.result(TASK, 'h1')).toMatchObject({ status: 'changed' })
    expect(await sums()).toBe(good)
    expect(host.read(DAEMON)?.toString()).toBe(OLD)
    expect(must(await at.store.versions(['h1']))).toHaveLength(1)
    // However many files there are.
    expect(restored.roundTrips).toBeLessThanOrEqual(10)
  }, 300_000)

  test('reads nothing of large files that are as in the backup', async () => {
    const again = await restore('fourth')

    expect(again.result(TASK, 'h1')).toMatchObject({ status: 'ok', values: { restored: [] } })
    expect(Number((await host.run('du -sb /srv/big')).stdout.split('\t')[0])).toBeGreaterThan(13 * MEBIBYTE)
  }, 300_000)
})
