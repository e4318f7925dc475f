import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Vars } from '../../../src/model/vars.ts'
import { getUrl } from '../../../src/modules/get-url/index.ts'
import { uri } from '../../../src/modules/uri/index.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import { runModule } from '../run-module.ts'
import { pathWithout } from './path-without.ts'
import { startSocketServer, startTlsServer, startWebServer, type WebServer } from './web-server.ts'

let root = ''
let secure: WebServer
let socket: WebServer
let plain: WebServer
const at = (name: string) => join(root, name)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'longshore-tls-'))
  const made = makeCertificates()
  const { ca, client, stranger } = made
  writeFileSync(at('ca.pem'), ca.certificate)
  writeFileSync(at('stranger.pem'), stranger.certificate)
  writeFileSync(at('client.pem'), client.certificate)
  writeFileSync(at('client.key'), client.key)
  writeFileSync(at('both.pem'), `${client.certificate}${client.key}`)
  secure = await startTlsServer(made)
  socket = await startSocketServer(at('socket'))
  plain = await startWebServer()
})
afterAll(async () => {
  await Promise.all([secure, socket, plain].map((server) => server.close()))
  rmSync(root, { recursive: true })
})

describe.each([
  ['curl', 'python3'],
  ['python3', 'curl'],
])('with %s', (_client, other) => {
  let environment: Readonly<Record<string, string>> = {}
  beforeAll(() => {
    environment = { PATH: pathWithout(root, other) }
  })
  const ask = (args: Vars) => runModule(uri, { return_content: true, ...args }, { environment })
  const trusting = () => ({ url: `${secure.url}/echo`, ca_path: at('ca.pem') })
  const showing = () => ({ ...trusting(), client_cert: at('client.pem'), client_key: at('client.key') })

  test('a certificate with its key beside it, or in one file, is shown to the server', async () => {
    const [apart, together] = [await ask(showing()), await ask({ ...trusting(), client_cert: at('both.pem') })]

    for (const ran of [apart, together]) expect(ran.values).toMatchObject({ status: 200, json: { from: 'client' } })
  })

  test('a server that asks for a certificate and gets none hangs up, and that is told', async () => {
    const ran = await ask(trusting())

    expect(ran).toMatchObject({ status: 'failed', values: { status: -1 } })
    expect(ran.error?.message).toMatch(/certificate.required/i)
  })

  test('a server that no authority of ca_path signed is refused', async () => {
    const ran = await ask({ ...showing(), ca_path: at('stranger.pem') })

    expect(ran).toMatchObject({ status: 'failed', values: { status: -1 } })
    expect(ran.error?.message).toMatch(/CERTIFICATE_VERIFY_FAILED/)
  })

  test('a server that nobody vouches for answers where validate_certs is off', async () => {
    const { ca_path: _ca, ...unchecked } = showing()

    const ran = await ask({ ...unchecked, validate_certs: false })

    expect(ran.values).toMatchObject({ status: 200 })
  })

  test.each(['client_cert', 'ca_path'])('a %s that is not there is told', async (name) => {
    const ran = await ask({ ...showing(), [name]: at('none.pem') })

    expect(ran.error?.message).toContain('Connection failure: [Errno 2] No such file or directory')
  })

  test('the ciphers that are allowed are those that are offered', async () => {
    const [known, unknown] = [
      await ask({ ...showing(), ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256'] }),
      await ask({ ...showing(), ciphers: 'none-such' }),
    ]

    expect(known.values).toMatchObject({ status: 200 })
    expect(unknown).toMatchObject({ status: 'failed', values: { status: -1 } })
  })

  test('a socket of the host is asked, and one that is not there is told', async () => {
    const [there, missing] = [
      await ask({ url: 'http://localhost/echo', unix_socket: at('socket') }),
      await ask({ url: 'http://localhost/echo', unix_socket: at('none') }),
    ]

    expect(there.values).toMatchObject({ status: 200, json: { method: 'GET', headers: { host: 'localhost' } } })
    expect(missing.error?.message).toContain(
      `Request failed: <urlopen error Invalid Socket File (${at('none')}): [Errno 2] No such file or directory>`,
    )
  })

  test('a redirect does not get the headers that are for the first server alone', async () => {
    const ran = await ask({
      url: `${plain.url}/redirect/302/echo`,
      headers: { 'X-Secret': 's', 'X-Other': 'o' },
      unredirected_headers: 'x-secret',
    })

    expect(ran.values).toMatchObject({ status: 200, redirected: true, json: { headers: { 'x-other': 'o' } } })
    expect(ran.values['content']).not.toContain('x-secret')
  })

  test('no header goes out that Ansible does not send, and those that are asked for do', async () => {
    const [bare, asked] = [
      await ask({ url: `${plain.url}/echo` }),
      await ask({ url: `${plain.url}/echo`, headers: { accept: 'text/plain', 'user-agent': 'me' } }),
    ]

    const headers = (ran: typeof bare) => (ran.values['json'] as { headers: Record<string, string> }).headers
    expect(Object.keys(headers(bare)).sort()).toEqual(['accept-encoding', 'connection', 'host', 'user-agent'])
    expect(headers(asked)).toMatchObject({ accept: 'text/plain', 'user-agent': 'me' })
  })

  test('a user in the URL is sent and not told', async () => {
    const ran = await ask({ url: `${plain.url.replace('//', '//u:p%3Aw@')}/basic` })

    expect(ran.values).toMatchObject({ status: 200, url: `${plain.url}/basic` })
  })

  test('get_url downloads behind the same certificates', async () => {
    const dest = at(`download-${other}`)

    const ran = await runModule(getUrl, { ...showing(), url: `${secure.url}/plain.txt`, dest }, { environment })

    expect(ran).toMatchObject({ status: 'changed' })
    expect(readFileSync(dest, 'utf8')).toBe('plain\n')
  })
})
