import { createHash } from 'node:crypto'
import type { BackupStore } from '../../src/ports/backup-store.ts'
import { answerScript, fakeHost, type FakeHost } from '../fakes/fake-host.ts'

export const DAEMON_JSON = '/etc/docker/daemon.json'

/** Owners by name on the fake hosts, by number where they are looked at. */
const IDS: Readonly<Record<string, number>> = { root: 0, deploy: 1000 }

/** A host that can be backed up: what `config_backup` asks is answered from its files. No daemon runs there. */
export function nightlyHost(name: string): FakeHost {
  return fakeHost(name, {
    files: { [DAEMON_JSON]: '{}\n' },
    answers: [
      answerScript('sha256sum -- $files', (_command, host) => ({ stdout: scanned(host) })),
      answerScript('docker info', { exitCode: 3 }),
      (command, host) => {
        const [, mirror] =
          /^put-mirror (\S+)$/.exec((command.kind === 'shell' ? command.args?.[0] : undefined) ?? '') ?? []
        if (mirror === undefined) return undefined
        host.disk.put(DAEMON_JSON, mirrorFile(mirror))
        return {}
      },
      (command) => (command.kind === 'shell' ? { stdout: '' } : undefined),
    ],
  })
}

export function mirrorFile(mirror: string): string {
  return `{"registry-mirrors": ["http://${mirror}:5000"]}\n`
}

/** As the script of src/modules/backup-utils/scan-script.ts prints it. */
function scanned(host: FakeHost): Buffer {
  const files = [...host.disk.files]
    .map(([path, { content, mode, owner, group }]) => ({
      path,
      content,
      mode,
      uid: IDS[owner] ?? 0,
      gid: IDS[group] ?? 0,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const rows = files.map(
    ({ path, content, mode, uid, gid }) =>
      `regular file|${mode.toString(8)}|${uid}|${gid}|${content.length}||${path}\n`,
  )
  const sums = files.map(({ content }) => `${createHash('sha256').update(content).digest('hex')}\n`)
  const head = `0 ${files.length} ${files.length} 0\n`
  return Buffer.concat([Buffer.from([head, ...rows, ...sums].join('')), ...files.map(({ content }) => content)])
}

/** The end of a controller: whoever waits for `die` waits for ever, and `death` comes when the first one does. */
export class Death {
  readonly death: Promise<void>
  #come: () => void = () => undefined

  constructor() {
    this.death = new Promise((done) => (this.#come = done))
  }

  die(): Promise<never> {
    this.#come()
    return new Promise(() => undefined)
  }
}

/** The store of a controller that dies once so many hosts were taken. */
export function killedAfter(store: BackupStore, hosts: number, end: Death): BackupStore {
  let taken = 0
  return {
    ...store,
    async begin(run) {
      const session = await store.begin(run)
      if (!session.ok) return session
      return {
        ok: true,
        value: {
          take: (host, snapshot) => ((taken += 1) > hosts ? end.die() : session.value.take(host, snapshot)),
          commit: () => end.die(),
        },
      }
    },
  }
}
