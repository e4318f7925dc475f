import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '../../../src/modules/wait-for/index.ts'
import { runModule } from '../run-module.ts'

let folder = ''
let server: Server
let open = 0
let closed = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-wait-'))
  writeFileSync(join(folder, 'log'), 'starting\nready after 12 s\n')
  server = await listening()
  open = portOf(server)
  const other = await listening()
  closed = portOf(other)
  await new Promise((resolve) => other.close(resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

describe('wait_for', () => {
  test('sees an open port, in one round trip, and changes nothing', async () => {
    const ran = await runModule(waitFor, { port: open, timeout: 5 })

    expect(ran).toMatchObject({ status: 'ok', values: { port: open, state: 'started', path: null } })
    expect(ran.roundTrips).toBe(1)
  })

  test('sees that a port is closed', async () => {
    expect(await runModule(waitFor, { port: closed, state: 'stopped', timeout: 5 })).toMatchObject({ status: 'ok' })
  })

  test.each([
    ['a closed port', () => ({ port: closed }), () => `Timeout when waiting for 127.0.0.1:${closed}`],
    [
      'an open port that was to stop',
      () => ({ port: open, state: 'stopped' }),
      () => `Timeout when waiting for 127.0.0.1:${open} to stop.`,
    ],
    ['a path', () => ({ path: join(folder, 'no') }), () => `Timeout when waiting for file ${join(folder, 'no')}`],
    [
      'a path that was to go',
      () => ({ path: join(folder, 'log'), state: 'absent' }),
      () => `Timeout when waiting for ${join(folder, 'log')} to be absent.`,
    ],
    [
      'a text in a file',
      () => ({ path: join(folder, 'log'), search_regex: 'never' }),
      () => `Timeout when waiting for search string never in ${join(folder, 'log')}`,
    ],
    ['anything, in the words of the task', () => ({ port: closed, msg: 'no luck' }), () => 'no luck'],
  ])('gives up on %s when the time is over', async (_what, args, message) => {
    const ran = await runModule(waitFor, { ...args(), timeout: 0 })

    expect(ran.status).toBe('failed')
    expect(ran.error?.message).toBe(message())
  })

  test('finds a path, and what a file holds, with its groups', async () => {
    const path = join(folder, 'log')

    expect(await runModule(waitFor, { path, timeout: 5 })).toMatchObject({ status: 'ok' })
    expect(await runModule(waitFor, { path, search_regex: String.raw`ready after (\d+) s` })).toMatchObject({
      status: 'ok',
      values: { match_groups: ['12'], match_groupdict: {} },
    })
  })

  test('finds what a port says, and named groups of what a file holds', async () => {
    const speaking = createServer((socket) => socket.end('SSH-2.0-test\r\n'))
    await new Promise<void>((resolve) => speaking.listen(0, '127.0.0.1', resolve))

    const said = await runModule(waitFor, {
      port: portOf(speaking),
      search_regex: 'SSH-(?P<version>[0-9.]+)',
      timeout: 5,
    })
    const held = await runModule(waitFor, { path: join(folder, 'log'), search_regex: String.raw`(?P<n>\d+) s` })

    speaking.close()
    expect(said).toMatchObject({ status: 'ok', values: { match_groupdict: { version: '2.0' } } })
    expect(held).toMatchObject({ values: { match_groupdict: { n: '12' }, state: 'file', size: 26 } })
  })

  test('finds that a path is not there', async () => {
    expect(await runModule(waitFor, { path: join(folder, 'no'), state: 'absent' })).toMatchObject({ status: 'ok' })
  })

  test.each([
    [{ port: 1, path: '/x' }, 'port and path parameter can not both be passed to wait_for'],
    [{ path: '/x', state: 'stopped' }, 'state=stopped should only be used for checking a port in the wait_for module'],
    [{ port: 1, exclude_hosts: ['a'] }, 'exclude_hosts should only be with state=drained'],
    [{ state: 'drained' }, 'wait_for: state: drained needs a port'],
    [{ state: 'open' }, 'value of state must be one of: absent, drained, present, started, stopped, got: open'],
  ])('refuses %j', async (args, message) => {
    expect((await runModule(waitFor, args)).error?.message).toBe(message)
  })

  test('is skipped in check mode', async () => {
    expect(await runModule(waitFor, { port: open }, { checkMode: true })).toMatchObject({ status: 'skipped' })
  })
})

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const made = createServer().listen(0, '127.0.0.1', () => resolve(made))
  })
}

function portOf(of: Server): number {
  return (of.address() as AddressInfo).port
}
