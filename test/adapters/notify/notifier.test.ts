import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNotifier } from '../../../src/adapters/notify/create-notifier.ts'
import { Secret } from '../../../src/base/secret.ts'
import type { NotificationSink, NotificationTarget, Notice } from '../../../src/model/notification.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

const NOTICE: Notice = {
  event: 'halt',
  text: `stage 2 of 'Mirrors' did not go well: 1 < 2 & more`,
  time: '2026-11-24T03:52:32.000Z',
  run: 'r1',
}
const ENV = { PATH: process.env.PATH, HOOK_TOKEN: 'tok-123456', HOOK_URL: '' }

interface Request {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

let server: Server
let requests: Request[] = []
let statuses: (number | 'silence')[] = []
let clock: FakeClock
let folder = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-notify-'))
  clock = new FakeClock({ hurry: true })
  requests = []
  statuses = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(body) })
      const status = statuses.shift() ?? 200
      if (status === 'silence') return
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('said')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

function tell(to: NotificationSink, more: Partial<NotificationTarget> = {}) {
  const env = { ...ENV, HOOK_URL: url('/of-env/s3cret') }
  return createNotifier(clock, env).tell(NOTICE, { to, on: ['halt'], timeoutMs: 20_000, retries: 2, ...more })
}

describe('a webhook', () => {
  const hook = (path = '/hook/s3cret?key=s3cret'): NotificationSink => ({
    kind: 'webhook',
    url: new Secret(url(path)),
    headers: { authorization: new Secret('Bearer abc'), 'x-token': { env: 'HOOK_TOKEN' } },
  })

  test('gets the notice as JSON, with its headers', async () => {
    expect(await tell(hook())).toEqual({ ok: true, value: undefined })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      path: '/hook/s3cret?key=s3cret',
      headers: { authorization: 'Bearer abc', 'x-token': 'tok-123456', 'content-type': 'application/json' },
      body: NOTICE,
    })
  })

  test('that fails for the moment is tried again, each time later', async () => {
    statuses = [503, 429, 200]

    expect(await tell(hook())).toMatchObject({ ok: true })
    expect(requests).toHaveLength(3)
    expect(clock.sleeps).toEqual([1000, 2000])
  })

  test('that goes on failing is given up, and the error has no secret of the address', async () => {
    statuses = [500, 500, 500, 500]

    const told = await tell(hook())

    expect(requests).toHaveLength(3)
    expect(told).toMatchObject({ ok: false, error: { code: 'NOTIFICATION_FAILED' } })
    if (told.ok) return
    expect(told.error.message).toMatch(
      /^the webhook at http:\/\/127\.0\.0\.1:\d+ could not be told: it answered with status 500$/,
    )
  })

  test('that refuses, and one that leads elsewhere, is tried once', async () => {
    statuses = [403, 302]

    const refused = await tell(hook())
    const led = await tell(hook())

    expect([refused.ok, led.ok]).toEqual([false, false])
    expect(requests.map(({ path }) => path)).toEqual(['/hook/s3cret?key=s3cret', '/hook/s3cret?key=s3cret'])
  })

  test('that is silent is given up after its time', async () => {
    statuses = ['silence']

    expect(await tell(hook(), { timeoutMs: 200, retries: 0 })).toMatchObject({
      error: { message: expect.stringContaining('no answer within 0.2 s') },
    })
  })

  test('that nobody listens at is an error that names host and reason alone', async () => {
    const to: NotificationSink = { kind: 'webhook', url: new Secret('http://u:s3cret@127.0.0.1:1/s3cret'), headers: {} }

    const told = await tell(to, { retries: 1 })

    expect(told.ok).toBe(false)
    expect(JSON.stringify(told.ok ? '' : [told.error.message, told.error.hint])).not.toContain('s3cret')
  })

  test.each([
    [new Secret('ftp://s3cret'), 'that is no http or https address'],
    [{ env: 'NOT_THERE' }, 'the environment variable NOT_THERE is not usable'],
  ])('with an address that is none is an error', async (address, reason) => {
    const told = await tell({ kind: 'webhook', url: address, headers: {} })

    expect(told).toMatchObject({ error: { message: expect.stringContaining(reason) } })
    expect(clock.sleeps).toEqual([])
  })
})

test('Slack gets a text, with what means something to it escaped, at the address of an environment variable', async () => {
  expect(await tell({ kind: 'slack', url: { env: 'HOOK_URL' } })).toMatchObject({ ok: true })
  expect(requests[0]).toMatchObject({
    path: '/of-env/s3cret',
    body: { text: `stage 2 of 'Mirrors' did not go well: 1 &lt; 2 &amp; more` },
  })
})

describe('a command', () => {
  const command = (...argv: readonly string[]): NotificationSink => ({ kind: 'command', argv })

  test('gets the notice as JSON on stdin and its parts in the environment, and no shell reads its words', async () => {
    const file = join(folder, 'told')
    const script = 'cat > "$1"; printf "%s|%s|%s" "$LONGSHORE_EVENT" "$LONGSHORE_RUN" "$2" >> "$1"'

    expect(await tell(command('sh', '-c', script, 'sh', file, '$(id)'))).toMatchObject({ ok: true })
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(NOTICE)}\nhalt|r1|$(id)`)
  })

  test('that fails is run again, and told of with what it said', async () => {
    const file = join(folder, 'count')

    const told = await tell(command('sh', '-c', `echo x >> ${file}; echo no way >&2; exit 3`))

    expect(readFileSync(file, 'utf8')).toBe('x\nx\nx\n')
    expect(told).toMatchObject({ error: { message: 'the command sh could not be told: exit code 3: no way' } })
  })

  test('that hangs is ended with all that it started', async () => {
    const told = await tell(command('sh', '-c', 'sleep 600 & wait'), { timeoutMs: 200 })

    expect(told).toMatchObject({ error: { message: expect.stringContaining('not done within 0.2 s') } })
  })

  test('that is not there is tried once', async () => {
    expect(await tell(command('/no/such/program'))).toMatchObject({ ok: false })
    expect(clock.sleeps).toEqual([])
  })
})
