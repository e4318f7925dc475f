import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import ssh2, { type CipherAlgorithm, type Client } from 'ssh2'
import { easeKeys, hush } from '../../../src/adapters/ssh/connect/ease-packets.ts'
import { startSshd, type Sshd } from './sshd.ts'

let sshd: Sshd

beforeAll(async () => {
  sshd = await startSshd()
})
afterAll(() => sshd.stop())

async function login(cipher: CipherAlgorithm, debug: string[]): Promise<Client> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.on('handshake', () => easeKeys(client))
    client.connect({
      host: '127.0.0.1',
      port: sshd.port,
      username: sshd.user,
      privateKey: readFileSync(sshd.keyFile),
      algorithms: { cipher: [cipher] },
      debug: (line) => void debug.push(line),
    })
  })
  return client
}

async function outputOf(client: Client, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        reject(error)
        return
      }
      let text = ''
      channel.on('data', (chunk: Buffer) => (text += chunk.toString()))
      channel.on('close', () => resolve(text))
    })
  })
}

function kindsOfKeys(client: Client): readonly unknown[] {
  const { _protocol: protocol } = client as unknown as {
    _protocol: { _cipher: { _encKey?: { type?: string } }; _decipher: { _decipherKey?: { type?: string } } }
  }
  return [protocol._cipher._encKey?.type, protocol._decipher._decipherKey?.type]
}

test.each<[CipherAlgorithm, readonly unknown[]]>([
  ['aes128-gcm@openssh.com', ['secret', 'secret']],
  ['aes256-gcm@openssh.com', ['secret', 'secret']],
  ['aes128-ctr', [undefined, undefined]],
])(
  'with %s a login goes through with keys that were eased before it, and of later packets no more is said',
  async (cipher, keys) => {
    const debug: string[] = []
    const client = await login(cipher, debug)
    const before = debug.length

    hush(client)

    expect(await outputOf(client, 'head -c 300000 /dev/zero | tr "\\0" x; cat /dev/null')).toBe('x'.repeat(300_000))
    expect(kindsOfKeys(client)).toEqual(keys)
    expect(before).toBeGreaterThan(0)
    expect(debug.slice(before).filter((line) => /^(In|Out)bound/.test(line))).toEqual([])
    client.end()
  },
)

test('keys that the two agree upon later are eased as well', async () => {
  const client = await login('aes128-gcm@openssh.com', [])
  const exchanged = new Promise((resolve) => client.once('handshake', resolve))

  ;(client as unknown as { _protocol: { rekey(): void } })._protocol.rekey()
  await exchanged

  expect(kindsOfKeys(client)).toEqual(['secret', 'secret'])
  expect(await outputOf(client, 'echo on')).toBe('on\n')
  client.end()
})
