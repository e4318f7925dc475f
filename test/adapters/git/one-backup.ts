import { randomBytes } from 'node:crypto'
import { systemClock } from '../../../src/adapters/clock.ts'
import { gitStore } from '../../../src/adapters/git/git-store.ts'
import { backUp, file, snapshot } from './a-store.ts'

/** A controller that makes one backup: `node one-backup.ts STORE RUN TEXT`; `random:N` is a text of N random bytes. */
const [, , folder = '', run = '', given = ''] = process.argv
const size = /^random:(\d+)$/.exec(given)?.[1]
const text = size === undefined ? given : randomBytes(Number(size)).toString('base64')
const clock = systemClock
await backUp({ store: gitStore({ folder, clock }), clock } as never, run, {
  web1: snapshot([file('/etc/docker/daemon.json', text), file('/etc/docker/certs.d/r/ca.crt', `ca ${text}`)]),
  web2: snapshot([file('/etc/docker/daemon.json', text)]),
})
