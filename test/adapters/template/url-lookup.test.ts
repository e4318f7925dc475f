import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { makeCertificates } from '../../kit/certificates.ts'

const folder = mkdtempSync(join(tmpdir(), 'longshore-url-'))
let servers: ChildProcess
let at: { readonly plain: string; readonly secure: string }

beforeAll(async () => {
  const made = makeCertificates()
  writeFileSync(join(folder, 'certificates.json'), JSON.stringify(made))
  writeFileSync(join(folder, 'ca.pem'), made.ca.certificate)
  writeFileSync(join(folder, 'text'), 'one\r\ntwo\n')
  servers = spawn(process.execPath, [join(import.meta.dirname, 'url-server.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: servers.stdout ?? process.stdin }), 'line')) as [string]
  at = JSON.parse(line) as typeof at
}, 60_000)
afterAll(() => {
  servers.kill()
  rmSync(folder, { recursive: true })
})

function lookup(rest: string, vars: Readonly<Record<string, unknown>> = {}): unknown {
  const known: Readonly<Record<string, unknown>> = { ...at, folder, ...vars }
  const templater = createTemplater({ env: { PATH: process.env.PATH }, cwd: folder, home: folder })
  const scope = { get: (name: string) => ({ ok: true, value: known[name] }) as const }
  const found = templater.evaluate(`lookup('url', ${rest})`, scope)
  return found.ok ? found.value : found.error.message
}

interface Echo {
  readonly headers: Readonly<Record<string, string>>
}

describe('the lookup url', () => {
  test('gives lines as Python splits them, or the whole text', () => {
    expect(lookup("'file://' ~ folder ~ '/text'")).toBe('one,two')
    expect(lookup("'file://' ~ folder ~ '/text', split_lines=False")).toBe('one\r\ntwo\n')
  })

  test('sends what Ansible sends and no more', () => {
    const { headers } = JSON.parse(String(lookup("plain ~ '/echo'"))) as Echo

    expect(headers).toEqual({
      'accept-encoding': 'identity',
      host: at.plain.slice('http://'.length),
      'user-agent': 'ansible-httpget',
      connection: 'close',
    })
  })

  test('takes its options from the call, else from variables', () => {
    const asked = "plain ~ '/echo', headers={'X-A': 1}, username='u', password='p', force=True, http_agent='me'"
    const { headers } = JSON.parse(String(lookup(asked, { ansible_lookup_url_agent: 'another' }))) as Echo
    const named = JSON.parse(String(lookup("plain ~ '/echo'", { ansible_lookup_url_agent: 'another' }))) as Echo

    expect(headers).toMatchObject({
      'x-a': '1',
      authorization: 'Basic dTpw',
      'cache-control': 'no-cache',
      'user-agent': 'me',
    })
    expect(named.headers).toMatchObject({ 'user-agent': 'another' })
  })

  test('follows a redirect, with the headers that may go there, unless it is told not to', () => {
    const moved = lookup("plain ~ '/redirect/302/echo', headers={'X-A': '1', 'X-B': '2'}, unredirected_headers=['x-a']")
    const { headers } = JSON.parse(String(moved)) as Echo

    expect(headers['x-b']).toBe('2')
    expect(headers).not.toHaveProperty('x-a')
    expect(lookup("plain ~ '/redirect/302/echo', follow_redirects='none'")).toContain('HTTP Error 302: Found')
  })

  test('asks a socket', () => {
    const { headers } = JSON.parse(String(lookup("'http://localhost/echo', unix_socket=folder ~ '/sock'"))) as Echo

    expect(headers).toMatchObject({ host: 'localhost' })
  })

  test.each([
    ["plain ~ '/none'", "<class 'ansible.errors.AnsibleError'>, original message: Received HTTP error for "],
    ["plain ~ '/none'", '/none : HTTP Error 404: Not Found'],
    [
      "'http://127.0.0.1:1/'",
      'Failed lookup url for http://127.0.0.1:1/ : <urlopen error [Errno 111] Connection refused>',
    ],
    ["'http://localhost/', unix_socket=folder ~ '/none'", '<urlopen error Invalid Socket File ('],
    ["secure ~ '/echo'", '<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: '],
    [
      "secure ~ '/echo', ca_path=folder ~ '/ca.pem'",
      "<class 'ssl.SSLError'>, original message: [SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED]",
    ],
    ["secure ~ '/echo', validate_certs=False", "<class 'ssl.SSLError'>"],
    ["secure ~ '/echo', ca_path=folder ~ '/none'", "<class 'FileNotFoundError'>"],
    ["secure ~ '/echo', ciphers='none-such'", "<class 'ssl.SSLError'>"],
    ["'no url'", "<class 'ValueError'>, original message: unknown url type: 'no url'"],
    ["plain ~ '/slow', timeout=1", "<class 'TimeoutError'>, original message: timed out"],
  ])('fails in the words of Ansible with %s', (rest, words) => {
    expect(lookup(rest)).toContain(words)
  })
})
