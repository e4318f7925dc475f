import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { backupPlay } from '../../../src/app/backups/backup-play.ts'
import { aStore } from '../../adapters/git/a-store.ts'
import { fakeConnector } from '../../fakes/fake-connector.ts'
import { answerScript, fakeHost, type FakeHost } from '../../fakes/fake-host.ts'
import { runText } from '../../kit/run-text.ts'

const HOSTS = 500
const DAEMON = '/etc/docker/daemon.json'

/** A host with these files, as the look at its configuration tells of them. */
function hostWith(name: string, files: Map<string, string>): FakeHost {
  return fakeHost(name, {
    answers: [
      answerScript('room=$1', () => ({ stdout: scanned(files) })),
      answerScript('docker info --format', { exitCode: 3 }),
      (command) => (command.kind === 'shell' ? { stdout: '' } : undefined),
    ],
  })
}

function scanned(files: ReadonlyMap<string, string>): string {
  const rows = [...files].map(([path, text]) => `regular file|644|0|0|${Buffer.byteLength(text)}||${path}`)
  const sums = [...files.values()].map((text) => createHash('sha256').update(text).digest('hex'))
  return [`0 ${files.size} ${files.size} 0`, ...rows, ...sums, [...files.values()].join('')].join('\n')
}

test('500 hosts with one changed file among them: one commit, one file, one round trip a host, and then nothing', async () => {
  const fleet = Array.from({ length: HOSTS }, (_, index) => {
    const files = new Map([
      ['/etc/containerd/config.toml', 'version = 2\n'],
      [DAEMON, `{"labels": ["number=${index}"]}\n`],
    ])
    return { files, host: hostWith(`h${index}`, files) }
  })
  const at = aStore()
  const run = (runId: string) =>
    runText({
      playbook: backupPlay({ pattern: 'all' }),
      inventory: fleet.map(({ host }) => host.name).join('\n'),
      connector: fakeConnector(fleet.map(({ host }) => host)),
      settings: { forks: 100 },
      backupStore: at.store,
      runId,
    })
  const trips = () => fleet.map(({ host }) => host.trips.splice(0).length)

  expect((await run('first')).recap?.errors).toEqual([])
  expect(new Set(trips())).toEqual(new Set([1]))
  fleet[77]?.files.set(DAEMON, '{"labels": ["changed"]}\n')
  await run('second')
  expect(new Set(trips())).toEqual(new Set([1]))
  expect(at.git('rev-list', '--count', 'main')).toBe('2')
  expect(at.git('diff-tree', '-r', '--name-only', '--no-commit-id', 'main')).toBe(`h77/files${DAEMON}`)
  expect(at.git('log', '-1', '--format=%s%n%b')).toContain(
    'Backup of 500 hosts: 1 changed\nh77: changed /etc/docker/daemon.json',
  )

  const objects = at.git('rev-list', '--objects', 'main')
  const third = await run('third')
  expect([...(third.recap?.hosts.values() ?? [])].filter(({ changed }) => changed > 0)).toEqual([])
  expect([at.git('rev-list', '--count', 'main'), at.git('rev-list', '--objects', 'main')]).toEqual(['2', objects])
}, 240_000)
