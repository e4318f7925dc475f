import { afterEach, expect, test } from '@jest/globals'
import { createServer, type Server as TcpServer, type Socket } from 'node:net'
import ssh2 from 'ssh2'
import { generateKey } from '../../../src/sandbox/ssh/generate-key.ts'
import { openClient, type OpenClientOptions } from '../../../src/adapters/ssh/connect/open-client.ts'
import { Secret } from '../../../src/base/secret.ts'
import { exec } from '../../../src/model/remote-command.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'
import { connectorOf, failureOf, never, openOrThrow, target } from './targets.ts'

const servers: { close: () => unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function tcp(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: TcpServer = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  servers.push({
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

/** A server of ssh2 that lets one password in and hands each session on. */
async function sshServer(
  onExec: (channel: ssh2.ServerChannel, connection: ssh2.Connection) => void,
  methods = ['password'],
): Promise<number> {
  const hostKey = generateKey().private
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => {
      if (context.method === 'password' && methods.includes('password') && context.password === 'right')
        context.accept()
      else if (context.method === 'keyboard-interactive' && methods.includes('keyboard-interactive')) {
        context.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
          answers[0] === 'right' ? context.accept() : context.reject(methods as never),
        )
      } else context.reject(methods as never)
    })
    connection.on('session', (accept) => accept().on('exec', (acceptExec) => onExec(acceptExec(), connection)))
  })
  servers.push({ close: () => server.close() })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

const to = (port: number, password = 'right') =>
  target({
    port,
    user: 'u',
    hostKeyChecking: 'off',
    knownHostsFile: '/nonexistent/known_hosts',
    password: new Secret(password),
  })

test('tries again with growing, jittered pauses when the line breaks before the banner, and then gives up', async () => {
  let connections = 0
  const port = await tcp((socket) => {
    connections++
    socket.resetAndDestroy()
  })
  const clock = new FakeClock({ hurry: true })
  const waits = {
    now: () => clock.now(),
    sleep: (ms: number, signal?: AbortSignal) =>
      signal?.aborted === undefined || ms < 9_000 ? clock.sleep(ms) : new Promise<void>(() => undefined),
  }

  const error = await failureOf(connectorOf({ clock: waits, random: () => 0.5 }), to(port))

  expect(error.code).toBe('HOST_UNREACHABLE')
  expect(error.message).toBe(`web-01 (127.0.0.1 port ${port}) closed the connection before the login`)
  expect(connections).toBe(5)
  expect(clock.sleeps).toEqual([250, 500, 1000, 2000])
})

test('does not try again where nothing listens', async () => {
  const port = await tcp(() => undefined)
  servers.splice(0).forEach((server) => server.close())
  const clock = new FakeClock()

  const error = await failureOf(connectorOf({ clock }), to(port))

  expect(error.message).toBe(`web-01 (127.0.0.1 port ${port}) refused the connection`)
  expect(error.hint).toBe(`Is sshd running there, and on that port? Try: ssh -p ${port} u@127.0.0.1`)
  expect(clock.sleeps).toEqual([10_000])
})

test('gives up on a host that accepts and says nothing', async () => {
  const port = await tcp(() => undefined)

  const error = await failureOf(connectorOf(), { ...to(port), connectTimeoutMs: 300 })

  expect(error.message).toBe(`web-01 (127.0.0.1 port ${port}) did not answer within 0.3 s`)
})

test.each([['password'], ['keyboard-interactive']])('logs in by %s with the password', async (method) => {
  const port = await sshServer((channel) => channel.end(), [method])

  const connection = await openOrThrow(connectorOf(), to(port))
  await connection.close()

  expect(connection.roundTrips).toBe(0)
})

test('fails at a wrong password at once', async () => {
  const port = await sshServer((channel) => channel.end())

  const error = await failureOf(connectorOf(), to(port, 'wrong'))

  expect(error.code).toBe('AUTH_FAILED')
  expect(error.message).toBe(
    `web-01 (127.0.0.1 port ${port}) did not let u in: tried password; the host takes: password`,
  )
})

test('reports a line that breaks in mid-command as lost, and stays alive', async () => {
  const port = await sshServer((_channel, connection) => connection.end())
  const connection = await openOrThrow(connectorOf(), to(port))

  const ran = await connection.run([exec('true')], { signal: never })

  expect(ran).toMatchObject({
    ok: false,
    error: {
      code: 'CONNECTION_LOST',
      message: expect.stringMatching(/^the connection to web-01 \(127.0.0.1 port \d+\) was lost/),
    },
  })
})

test('reports a shell that is missing by what the host said', async () => {
  const port = await sshServer((channel) => {
    channel.stderr.write('exec: sh: not found\n')
    channel.exit(127)
    channel.end()
  })
  const connection = await openOrThrow(connectorOf(), to(port))

  const ran = await connection.run([exec('true')], { signal: never })
  await connection.close()

  expect(ran).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/ended before its commands did: exec: sh: not found/) },
  })
})

test('gives up on a host that takes the command and never answers, at the deadline', async () => {
  const port = await sshServer((channel) => channel.resume())
  const connection = await openOrThrow(connectorOf(), to(port))

  const ran = await connection.run([exec('true')], { signal: never, timeoutMs: 200 })
  await connection.close()

  expect(ran).toMatchObject({ ok: false, error: { code: 'COMMAND_TIMED_OUT' } })
})

test('builds no client without a host key verifier', async () => {
  const options = {
    hop: {},
    hostKeyAlgorithms: [],
    auth: { attempts: [], leftOut: [] },
    clock: new FakeClock(),
    signal: never,
  }

  // @ts-expect-error the verifier is not optional
  const typed: OpenClientOptions = options

  await expect(openClient(typed)).rejects.toThrow('needs a host key verifier')
})
