import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { appendFileSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { Secret } from '../../../../src/base/secret.ts'
import { stdoutText } from '../../../../src/model/command-output.ts'
import { exec, shell } from '../../../../src/model/remote-command.ts'
import type { Connection } from '../../../../src/ports/connection.ts'
import type { ConnectionTarget } from '../../../../src/ports/connector.ts'
import { generateKey } from '../../../../src/sandbox/ssh/generate-key.ts'
import { startSshd, type Sshd } from '../sshd.ts'
import { connectorOf, failureOf, never, openOrThrow, target, targetOf } from '../targets.ts'
import { Started, shardsOf } from './shards.ts'

let sshd: Sshd
let bastion: Sshd
beforeAll(async () => {
  sshd = await startSshd()
  bastion = await startSshd({ hostKeys: ['ed25519'] })
  appendFileSync(join(bastion.directory, 'authorized'), readFileSync(`${sshd.keyFile}.pub`))
  await writeFile(join(sshd.directory, 'all-known'), sshd.knownHosts() + bastion.knownHosts())
})
afterAll(async () => {
  await sshd.stop()
  await bastion.stop()
})

const says = async (connection: Connection, word: string) => {
  const ran = await connection.run([exec('printf', word)], { signal: never })
  return ran.ok ? stdoutText(ran.value[0]!) : ran.error.code
}
const closeAll = (connections: readonly Connection[]) => Promise.all(connections.map((each) => each.close()))

describe('shards', () => {
  test('start with the first line, share the starts of a process between them, and end with the last line', async () => {
    const started = new Started()
    const connector = shardsOf({ start: started.start })

    const lines = await Promise.all([1, 2, 3, 4].map(() => openOrThrow(connector, targetOf(sshd))))
    const said = await Promise.all(lines.map((line, at) => says(line, `${at}`)))
    await closeAll(lines)

    expect(said).toEqual(['0', '1', '2', '3'])
    expect(started.terms).toEqual([{ startsAtOnce: 15 }, { startsAtOnce: 15 }])
    expect(await started.ended()).toEqual([0, 0])
  })

  test('start anew for the next line', async () => {
    const started = new Started()
    const connector = shardsOf({ shards: 1, start: started.start })

    for (const word of ['first', 'second']) {
      const line = await openOrThrow(connector, targetOf(sshd))
      expect(await says(line, word)).toBe(word)
      await line.close()
    }

    expect(await started.ended()).toEqual([0, 0])
  })

  test('keep hosts behind one jump host together, on one connection to it', async () => {
    const way = `${bastion.user}@127.0.0.1:${bastion.port}`
    const to = targetOf(sshd, { knownHostsFile: join(sshd.directory, 'all-known'), sshArgs: ['-J', way] })
    const connector = shardsOf()

    const lines = await Promise.all([1, 2, 3, 4].map(() => openOrThrow(connector, to)))
    const said = await Promise.all(lines.map((line) => says(line, 'there')))
    await closeAll(lines)

    expect(said).toEqual(['there', 'there', 'there', 'there'])
    expect(bastion.log().match(/Accepted publickey/g)).toHaveLength(1)
  })

  test('add the key of a host to known_hosts once, however many of them meet it', async () => {
    const knownHostsFile = join(sshd.directory, 'accepted-by-shards')
    const to = targetOf(sshd, { knownHostsFile, hostKeyChecking: 'accept-new' })
    const connector = shardsOf()

    await closeAll(await Promise.all([1, 2, 3, 4, 5, 6].map(() => openOrThrow(connector, to))))

    expect(await readFile(knownHostsFile, 'utf8')).toBe(sshd.knownHosts(['ed25519']))
  })

  test('say why a known_hosts file cannot be written', async () => {
    const knownHostsFile = join(sshd.keyFile, 'below-a-file')

    const error = await failureOf(
      shardsOf({ shards: 1 }),
      targetOf(sshd, { knownHostsFile, hostKeyChecking: 'accept-new' }),
    )

    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(/could not be written: E/)
  })

  test.each<[string, Partial<ConnectionTarget>]>([
    ['a key that is not known', { knownHostsFile: '/nonexistent/known_hosts' }],
    ['a port where nobody listens', { port: 1 }],
    ['a private key that is not there', { privateKeyFile: '/nonexistent/key' }],
    ['arguments that are none', { sshArgs: ['-o', 'ProxyCommand=nc'] }],
    ['a user who is nobody', { user: 'nobody-there' }],
  ])('tell of %s as the process of the run would', async (_what, wrong) => {
    const to = targetOf(sshd, wrong)

    const [there, here] = await Promise.all([failureOf(shardsOf({ shards: 1 }), to), failureOf(connectorOf(), to)])

    const { code, message, hint, at, ansible } = here
    expect(there).toMatchObject({ name: 'LongshoreError', code, message, hint, at, ansible })
    expect(there.cause).toBeUndefined()
  })
})

describe('passwords', () => {
  let port = 0
  let server: ssh2.Server
  beforeAll(async () => {
    server = new ssh2.Server({ hostKeys: [generateKey().private] }, (client) => {
      client.on('error', () => undefined)
      client.on('authentication', (login) =>
        login.method === 'password' && login.password === 'correct horse' ? login.accept() : login.reject(['password']),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())

  const by = (password: string) =>
    target({
      port,
      user: 'u',
      hostKeyChecking: 'off',
      knownHostsFile: '/nonexistent/known_hosts',
      password: new Secret(password),
    })

  test('reach the shard that logs in, and its warnings reach the run', async () => {
    const warnings: string[] = []
    const connector = shardsOf({ shards: 1, onWarning: (warning) => warnings.push(warning) })

    await (await openOrThrow(connector, by('correct horse'))).close()

    expect(warnings).toEqual([expect.stringMatching(/is not known.*going on because host key checking is off$/)])
  })

  test('are in no error', async () => {
    const error = await failureOf(shardsOf({ shards: 1 }), by('battery staple'))

    expect(error.code).toBe('AUTH_FAILED')
    expect(JSON.stringify([error.message, error.hint, error.stack])).not.toContain('battery')
  })
})

describe('a signal', () => {
  test('ends the opening of a connection to a host that says nothing', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const abort = new AbortController()
    const started = new Started()
    mute.once('connection', () => abort.abort())

    const opened = await shardsOf({ shards: 1, start: started.start }).open(
      target({ port: (mute.address() as AddressInfo).port, hostKeyChecking: 'off', connectTimeoutMs: 60_000 }),
      abort.signal,
    )
    mute.close()

    expect(opened).toMatchObject({ ok: false, error: { code: 'INTERRUPTED' } })
    expect(await started.ended()).toEqual([0])
  })

  test('that has aborted before opens nothing', async () => {
    const opened = await shardsOf({ shards: 1 }).open(targetOf(sshd), AbortSignal.abort())

    expect(opened).toMatchObject({ ok: false, error: { code: 'INTERRUPTED' } })
  })
})

describe('a shard that is lost', () => {
  test('loses its lines, with the reason; others go on, and a new one takes its place', async () => {
    const started = new Started()
    const connector = shardsOf({ start: started.start })
    const [lost, other] = await Promise.all([1, 2].map(() => openOrThrow(connector, targetOf(sshd))))
    const running = lost!.run([shell('sleep 60')], { signal: never })

    started.children[0]!.kill('SIGKILL')

    expect(await running).toMatchObject({
      ok: false,
      error: {
        code: 'CONNECTION_LOST',
        message: expect.stringMatching(
          /^the connection to web-01 .* the process that held it is gone: SIGKILL ended it$/,
        ),
      },
    })
    expect(await says(lost!, 'no')).toBe('CONNECTION_LOST')
    expect(await says(other!, 'on')).toBe('on')
    const replaced = await openOrThrow(connector, targetOf(sshd))
    expect(await says(replaced, 'anew')).toBe('anew')
    await closeAll([lost!, other!, replaced])
    expect(await started.ended()).toEqual(['SIGKILL', 0, 0])
  })

  test('before it could begin, makes its hosts unreachable and hangs nothing', async () => {
    const start = () =>
      spawn(process.execPath, ['-e', 'throw new Error("no shard today")'], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      })

    const error = await failureOf(shardsOf({ shards: 1, start }), targetOf(sshd))

    expect(error).toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: `the process that was to connect to web-01 (127.0.0.1 port ${sshd.port}) is gone: no shard today`,
      hint: expect.stringContaining('shards: off'),
    })
  })
})
