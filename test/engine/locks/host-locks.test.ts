import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/clock.ts'
import { LocalConnection } from '../../../src/adapters/local/local-connection.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { err } from '../../../src/base/result.ts'
import { HostLocks } from '../../../src/engine/locks/host-locks.ts'
import { EFFECTIVE_USER } from '../../../src/model/effective-user.ts'
import { type RemoteCommand, shell } from '../../../src/model/remote-command.ts'
import type { Connection, RunOptions } from '../../../src/ports/connection.ts'
import type { ConnectionTarget } from '../../../src/ports/connector.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'longshore-host-locks-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const OPTIONS: RunOptions = { signal: new AbortController().signal }
const ECHO = [shell('echo changed')]

function targetOf(name: string): ConnectionTarget {
  return { name, kind: 'ssh', address: name, connectTimeoutMs: 1000 } as ConnectionTarget
}

function locksOf(run: string): HostLocks {
  const process = { pid: 1, host: run }
  const holder = { by: 'ann on ctl', process, isGone: () => false }
  return new HostLocks({ run, holder }, { clock: systemClock, emit: () => undefined })
}

/** A shell of this machine, whose locks are in the test's folder. `lost`: what it said does not arrive. */
function line(lost = false): Connection {
  const connection = new LocalConnection('h1', systemClock)
  const user = `effective_user() { uid=1000; }\nXDG_STATE_HOME='${home}'\n`
  const placed = (command: RemoteCommand) =>
    command.kind === 'shell' ? { ...command, script: command.script.replace(EFFECTIVE_USER, user) } : command
  return {
    roundTrips: 0,
    close: () => connection.close(),
    async run(commands, options) {
      const ran = await connection.run(commands.map(placed), options)
      return lost ? err(new LongshoreError('CONNECTION_LOST', 'the line broke')) : ran
    },
  }
}

function lockText(): string {
  const folder = join(home, 'longshore/locks')
  const [machine = ''] = readdirSync(folder)
  const numbers = readdirSync(join(folder, machine)).filter((name) => /^\d+$/.test(name))
  return readFileSync(join(folder, machine, String(Math.max(...numbers.map(Number)))), 'utf8')
}

const change = { target: targetOf('h1'), reason: 'play', takes: true, isWhole: true }
const last = { ...change, isLast: true }
const undo = { target: targetOf('h1'), reason: '', takes: false }

describe('a program that is the last on its host', () => {
  test('releases the lock that it has taken, and the run knows', async () => {
    const locks = locksOf('a')

    const ran = await locks.run(line(), ECHO, OPTIONS, last)

    expect(ran.ok && ran.value.map(({ stdout }) => stdout.toString())).toEqual(['changed\n'])
    expect(locks.held).toEqual([])
    expect(lockText()).toBe('')
  })

  test('releases the one that an earlier program has taken', async () => {
    const locks = locksOf('a')
    await locks.run(line(), ECHO, OPTIONS, change)
    const before = locks.held.length

    await locks.run(line(), ECHO, OPTIONS, { ...last, takes: false })

    expect([before, locks.held, lockText()]).toEqual([1, [], ''])
  })

  test('keeps it for the undo where a step fails', async () => {
    const locks = locksOf('a')

    const ran = await locks.run(line(), [shell('exit 3')], OPTIONS, last)

    expect(ran.ok && ran.value.map(({ exitCode }) => exitCode)).toEqual([3])
    expect(locks.held).toHaveLength(1)
    expect(lockText()).not.toBe('')
  })

  test('keeps it where the run told the host meanwhile that it goes on', async () => {
    const locks = locksOf('a')
    await locks.run(line(), ECHO, OPTIONS, change)
    const [held] = locks.held

    const working = locks.run(line(), [shell('sleep 0.3')], OPTIONS, last)
    await Promise.all([working, locks.beat(held!, line(), OPTIONS)])

    expect(locks.held).toHaveLength(1)
  })

  test('keeps it where the run works on the machine under another name, and that name does not release it either', async () => {
    const locks = locksOf('a')
    await locks.run(line(), ECHO, OPTIONS, { ...change, isWhole: false })
    await locks.run(line(), ECHO, OPTIONS, { ...last, target: targetOf('h2'), isWhole: false })
    await locks.run(line(), ECHO, OPTIONS, last)

    expect(locks.held).toHaveLength(2)
    expect(lockText()).not.toBe('')
  })

  test('leaves the machine as one that is done: another name of it is refused then as before', async () => {
    const locks = locksOf('a')
    await locks.run(line(), ECHO, OPTIONS, last)

    const ran = await locks.run(line(), ECHO, OPTIONS, { ...last, target: targetOf('h2') })

    expect(ran).toMatchObject({ ok: false, error: { code: 'HOST_LOCKED' } })
    expect(!ran.ok && ran.error.message).toBe('h2 is the same machine as h1, which this run changes already')
  })
})

describe('where the line breaks before such a program could say what it did', () => {
  test('the undo has the lock again, and it is to be released once more', async () => {
    const locks = locksOf('a')
    const cut = await locks.run(line(true), ECHO, OPTIONS, last)
    const released = lockText()

    const undone = await locks.run(line(), ECHO, OPTIONS, undo)

    expect([cut.ok, released, undone.ok]).toEqual([false, '', true])
    expect(locks.held).toHaveLength(1)
    expect(lockText()).not.toBe('')
  })

  test('nothing is undone over another run that has the host by then', async () => {
    const locks = locksOf('a')
    await locks.run(line(true), ECHO, OPTIONS, last)
    const other = locksOf('b')
    await other.run(line(), ECHO, OPTIONS, change)

    const undone = await locks.run(line(), ECHO, OPTIONS, undo)

    expect(undone).toMatchObject({ ok: false, error: { code: 'HOST_LOCKED' } })
  })

  test('nor over one that has had it', async () => {
    const locks = locksOf('a')
    const looked = await locks.look(line(), [], OPTIONS)
    const seen = looked.ok ? looked.value.seen : undefined
    await locks.run(line(true), ECHO, OPTIONS, { ...last, seen })
    await locksOf('b').run(line(), ECHO, OPTIONS, last)

    const undone = await locks.run(line(), ECHO, OPTIONS, undo)

    expect(undone).toMatchObject({ ok: false, error: { code: 'LOCK_LOST' } })
  })
})
