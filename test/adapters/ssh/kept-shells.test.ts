import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { stdoutText } from '../../../src/model/command-output.ts'
import { exec, shell, type RemoteCommand } from '../../../src/model/remote-command.ts'
import type { Connection, RunOptions } from '../../../src/ports/connection.ts'
import { startSshd, type Sshd } from './sshd.ts'
import { connectorOf, never, openOrThrow, targetOf } from './targets.ts'

let sshd: Sshd
let small: Sshd
const open: Connection[] = []
beforeAll(async () => {
  sshd = await startSshd({ config: ['MaxSessions 10'] })
  small = await startSshd({ config: ['MaxSessions 1'] })
})
afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close()
})
afterAll(async () => {
  await sshd.stop()
  await small.stop()
})

const connect = async (to = sshd) => {
  const connection = await openOrThrow(connectorOf(), targetOf(to))
  open.push(connection)
  return connection
}
const look = { looks: true }
const ITS_ID = shell('echo "$$"')

async function run(connection: Connection, command: RemoteCommand, options: Partial<RunOptions> = {}) {
  const ran = await connection.run([command], { signal: never, ...options })
  return ran.ok ? stdoutText(ran.value[0]!).trim() : ran.error.message
}

/** Ends a process, and waits until nobody has it any more. */
async function kill(pid: string): Promise<void> {
  process.kill(Number(pid), 'SIGKILL')
  for (;;) {
    try {
      if (/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('programs that only look have one shell, the first that does not is its last, and is counted as any other', async () => {
  const connection = await connect()

  const ids = [
    await run(connection, ITS_ID, look),
    await run(connection, ITS_ID, look),
    await run(connection, ITS_ID),
    await run(connection, ITS_ID),
    await run(connection, ITS_ID, look),
  ]

  expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 0, 0, 3, 4])
  expect(connection.roundTrips).toBe(5)
})

test('a change of files that no login depends on leaves the shell to what follows, and those of others, too', async () => {
  const connection = await connect()
  const change = { keepsLogin: true }

  const ids = [
    await run(connection, ITS_ID, change),
    await run(connection, ITS_ID, look),
    await run(connection, shell('echo "$$"; exit 3'), change),
    await run(connection, ITS_ID),
    await run(connection, ITS_ID, change),
  ]

  expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 0, 0, 0, 4])
})

test('a shell from before a change serves none after it, whoever made the change', async () => {
  const connection = await connect()
  const nobody = {
    become: { method: 'sudo' as const, user: 'nobody', exe: ['env', '--', 'sh', '-c', 'exec sh'], flags: [] },
  }
  const before = await run(connection, ITS_ID, { ...look, ...nobody })
  expect(await run(connection, ITS_ID, { ...look, ...nobody })).toBe(before)
  const meanwhile = run(connection, shell('echo "$$"; sleep 1'), look)

  await run(connection, ITS_ID)
  const duringChange = await meanwhile
  const after = await run(connection, ITS_ID, { ...look, ...nobody })

  expect([before, duringChange, after].every((id) => /^\d+$/.test(id))).toBe(true)
  expect(after).not.toBe(before)
  expect(await run(connection, ITS_ID, look)).not.toBe(duringChange)
})

test('programs at the same time have a shell each, and those are kept', async () => {
  const connection = await connect()
  const three = () => Promise.all([1, 2, 3].map(() => run(connection, shell('echo "$$"; sleep 0.2'), look)))

  const first = await three()
  const second = await three()

  expect(new Set(first).size).toBe(3)
  expect([...second].sort()).toEqual([...first].sort())
})

test('a shell that was ended while it waited is replaced', async () => {
  const connection = await connect()
  const id = await run(connection, ITS_ID, look)

  await kill(id)

  expect(await run(connection, ITS_ID, look)).toMatch(/^\d+$/)
  expect(await run(connection, ITS_ID)).toMatch(/^\d+$/)
})

test('a shell that ends before it has read a look is replaced; a change is not tried again', async () => {
  const connection = await connect()
  const ended = async (options: Partial<RunOptions>) => {
    const id = await run(connection, ITS_ID, look)
    process.kill(Number(id), 'SIGSTOP')
    const running = run(connection, shell('echo ran'), options)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await kill(id)
    return running
  }

  expect(await ended(look)).toBe('ran')
  for (const change of [{}, { keepsLogin: true }]) {
    expect(await ended(change)).toBe('the shell on web-01 ended before its commands did: killed by SIGKILL')
  }
})

test('a look that is given up ends its shell, and the next one has another', async () => {
  const connection = await connect()
  const id = await run(connection, ITS_ID, look)

  const late = await run(connection, shell('sleep 31.25'), { ...look, timeoutMs: 200 })
  const next = await run(connection, ITS_ID, look)

  expect(late).toBe('the commands on web-01 did not end within 0.2 s, and were ended')
  expect(next).toMatch(/^\d+$/)
  expect(next).not.toBe(id)
})

test('where the host has one session, shells that wait make room', async () => {
  const connection = await connect(small)

  const ids = await Promise.all([1, 2, 3].map(() => run(connection, ITS_ID, look)))
  const changes = await Promise.all([1, 2, 3].map(() => run(connection, ITS_ID)))

  expect([...ids, ...changes].filter((id) => !/^\d+$/.test(id))).toEqual([])
})

test('more programs than a connection has channels get by, with shells of others in the way', async () => {
  const connection = await connect()
  const sleeps = Array.from({ length: 12 }, (_, n) => shell('sleep 0.05; echo "$1"', `${n}`))

  const looks = await Promise.all(sleeps.map((command) => run(connection, command, look)))
  const changes = await Promise.all(sleeps.map((command) => run(connection, command)))

  expect(looks).toEqual(sleeps.map((_, n) => `${n}`))
  expect(changes).toEqual(looks)
})

test('the end of a connection ends its shells', async () => {
  const connection = await connect()
  const id = await run(connection, shell('echo "$$"'), look)
  await run(connection, exec('true'), look)

  await connection.close()

  const isGone = () => {
    try {
      return /^State:\tZ/m.test(readFileSync(`/proc/${id}/status`, 'utf8'))
    } catch {
      return true
    }
  }
  for (let n = 0; n < 200 && !isGone(); n++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isGone()).toBe(true)
})
