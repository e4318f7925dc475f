import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Vars } from '../../../src/model/vars.ts'
import { uri } from '../../../src/modules/uri/index.ts'
import { runModule, type RunModuleOptions } from '../run-module.ts'
import { pathWithout } from './path-without.ts'
import { startWebServer, type WebServer } from './web-server.ts'

let root = ''
let server: WebServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'longshore-uri-'))
  server = await startWebServer()
})
afterAll(async () => {
  rmSync(root, { recursive: true })
  await server.close()
})

const ask = (path: string, args: Vars = {}, options: RunModuleOptions = {}) =>
  runModule(uri, { url: path.includes('://') ? path : `${server.url}${path}`, ...args }, options)

interface Echo {
  readonly method: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}
const echoed = (values: Vars) => values['json'] as Echo

describe('uri answers as ansible-core 2.14 does', () => {
  test('tells of an answer, its headers in small letters with underscores', async () => {
    const { status, values } = await ask('/plain.txt')

    expect(status).toBe('ok')
    expect(values).toMatchObject({
      url: `${server.url}/plain.txt`,
      status: 200,
      msg: 'OK (6 bytes)',
      redirected: false,
      content_type: 'text/plain',
      content_length: '6',
      cookies: {},
      cookies_string: '',
    })
    expect(values).not.toHaveProperty('content')
  })

  test.each([
    [
      'a map as JSON',
      { body: { a: 1, b: ['x', 'é'] }, body_format: 'json' },
      '{"a": 1, "b": ["x", "\\u00e9"]}',
      'application/json',
    ],
    ['a text as JSON as it is', { body: '{"a":1}', body_format: 'json' }, '{"a":1}', 'application/json'],
    [
      'a form',
      { body: { a: 1, b: ['x', 'y'], c: 'p q&é' }, body_format: 'form-urlencoded' },
      'a=1&b=x&b=y&c=p+q%26%C3%A9',
      'application/x-www-form-urlencoded',
    ],
    [
      'a form of pairs',
      {
        body: [
          ['a', 1],
          ['b', true],
        ],
        body_format: 'form-urlencoded',
      },
      'a=1&b=True',
      'application/x-www-form-urlencoded',
    ],
    ['a text', { body: 'a\nb é' }, 'a\nb é', 'application/x-www-form-urlencoded'],
    [
      'its own Content-Type',
      { body: '{}', body_format: 'json', headers: { 'content-type': 'text/foo' } },
      '{}',
      'text/foo',
    ],
  ])('sends %s', async (_what, args, body, type) => {
    const { values } = await ask('/echo', { method: 'post', ...args })

    expect(echoed(values)).toMatchObject({
      method: 'POST',
      body,
      headers: { 'content-type': type, 'user-agent': 'ansible-httpget' },
    })
  })

  test('sends a file of the controller and texts as a multipart form', async () => {
    writeFileSync(join(root, 'up.txt'), 'from a file\r\n')

    const { values } = await ask(
      '/echo',
      {
        method: 'POST',
        body_format: 'form-multipart',
        body: { t: 'text', f: { filename: 'up.txt' }, c: { content: 'hey', filename: 'x.json' } },
      },
      { files: root },
    )

    const [, boundary = ''] = /boundary=(\w+)/.exec(echoed(values).headers['content-type'] ?? '') ?? []
    const parts = echoed(values).body.split(`--${boundary}`)
    expect(parts).toEqual([
      '',
      '\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="t"\r\n\r\ntext\r\n',
      '\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="f"; filename="up.txt"\r\n\r\nfrom a file\r\n\r\n',
      '\r\nContent-Type: application/json\r\nContent-Disposition: form-data; name="c"; filename="x.json"\r\n\r\nhey\r\n',
      '--\r\n',
    ])
  })

  test.each([
    ['/nope', {}, 404, 'Status code was 404 and not [200]: HTTP Error 404: Not Found'],
    [
      'http://127.0.0.1:1/',
      {},
      -1,
      'Status code was -1 and not [200]: Request failed: <urlopen error [Errno 111] Connection refused>',
    ],
    ['/slow', { timeout: 1 }, -1, 'timed out'],
    [
      '/redirect/302/echo',
      { method: 'POST', body: 'x' },
      302,
      'Status code was 302 and not [200]: HTTP Error 302: Found',
    ],
    ['/redirect/302/plain.txt', { follow_redirects: 'none' }, 302, 'HTTP Error 302: Found'],
    ['/basic', { url_username: 'u', url_password: 'wrong' }, 401, 'HTTP Error 401: Unauthorized'],
  ])('fails for %s with %j', async (path, args, status, message) => {
    const ran = await ask(path, args)

    expect(ran.status).toBe('failed')
    expect(ran.error?.message).toContain(message)
    expect(ran.values['status']).toBe(status)
  })

  test('takes the status codes that are asked for', async () => {
    const ran = await ask('/nope', { status_code: '200, 404', return_content: true })

    expect(ran).toMatchObject({ status: 'ok', values: { status: 404, content: 'not here' } })
  })

  test.each([
    ['a GET', '/redirect/302/plain.txt', {}, { redirected: true, content: 'plain\n' }],
    [
      'a POST with all, as a GET',
      '/redirect/302/echo',
      { method: 'POST', body: 'x', follow_redirects: 'all' },
      { redirected: true, json: { method: 'GET', body: '' } },
    ],
    [
      'a PUT with all and 303, as a GET',
      '/redirect/303/echo',
      { method: 'PUT', body: 'x', follow_redirects: 'all' },
      { redirected: true, json: { method: 'GET', body: '' } },
    ],
    [
      'a DELETE with all and 301, as it is',
      '/redirect/301/echo',
      { method: 'DELETE', follow_redirects: 'all' },
      { redirected: true, json: { method: 'DELETE' } },
    ],
    [
      'a PATCH with all and 308, as it is',
      '/redirect/308/echo',
      { method: 'PATCH', body: 'x', follow_redirects: 'all' },
      { redirected: true, json: { method: 'PATCH', body: 'x' } },
    ],
    [
      'a POST with all and 307, as it is',
      '/redirect/307/echo',
      { method: 'POST', body: 'x', follow_redirects: true },
      { redirected: true, json: { method: 'POST', body: 'x' } },
    ],
  ])('follows the redirect of %s', async (_what, path, args, values) => {
    const ran = await ask(path, { return_content: true, ...args })

    expect(ran.values).toMatchObject(values)
  })

  test.each([[{}], [{ force_basic_auth: true }]])('signs in with %j', async (args) => {
    const ran = await ask('/basic', { user: 'u', password: 'p:w', ...args, return_content: true })

    expect(ran.values).toMatchObject({ status: 200, content: 'in', redirected: false })
  })

  test('tells cookies, and headers of one name together', async () => {
    const { values } = await ask('/cookies')

    expect(values).toMatchObject({ cookies: { a: '1', b: 'two' }, cookies_string: 'a=1; b=two', x_two_words: 'a, b' })
  })

  test('an answer that says it is JSON and is not has no json', async () => {
    const ran = await ask('/badjson')

    expect(ran.status).toBe('ok')
    expect(ran.values).not.toHaveProperty('json')
  })

  test('keeps the answer in a folder under the name that the server gives, with a mode', async () => {
    const folder = join(root, 'kept')
    mkdirSync(folder)

    const ran = await ask('/named', { dest: folder, mode: '0600' })

    expect(ran).toMatchObject({ status: 'changed', values: { path: join(folder, 'real.txt'), mode: '0600', size: 5 } })
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('named')
  })

  test('asks nothing where creates is there, and in check mode', async () => {
    const ran = await ask('http://127.0.0.1:1/', { creates: root })
    const checked = await ask('http://127.0.0.1:1/', {}, { checkMode: true })

    expect(ran).toMatchObject({ status: 'ok', values: { stdout: `skipped, since '${root}' exists` } })
    expect(checked.status).toBe('skipped')
  })

  test('neither passwords nor headers nor the URL are in the argv of a program', async () => {
    const folder = pathWithout(root, 'curl')
    const log = join(root, 'argv')
    writeFileSync(join(folder, 'curl'), `#!/bin/sh\nprintf '%s\\n' "$*" >>${log}\nexec /usr/bin/curl "$@"\n`, {
      mode: 0o755,
    })

    const ran = await ask(
      '/basic?',
      { user: 'u', password: 'p:w', headers: { 'X-Token': 'hush' } },
      { environment: { PATH: folder } },
    )

    expect(ran.error?.message).toContain('404')
    const argv = readFileSync(log, 'utf8')
    expect(argv).toContain('-K -')
    expect(argv).not.toMatch(/hush|p:w|127\.0\.0\.1/)
  })

  test('a host without curl asks with python3', async () => {
    const options = { environment: { PATH: pathWithout(root, 'curl') } }

    const ran = await ask('/echo', { method: 'PUT', body: 'é', headers: { A: 'b' } }, options)
    const moved = await ask('/redirect/302/plain.txt', { return_content: true }, options)
    const signed = await ask('/basic', { user: 'u', password: 'p:w' }, options)
    const refused = await ask('http://127.0.0.1:1/', {}, options)

    expect(echoed(ran.values)).toMatchObject({ method: 'PUT', body: 'é', headers: { a: 'b' } })
    expect(moved.values).toMatchObject({ redirected: true, content: 'plain\n' })
    expect(signed.values).toMatchObject({ status: 200 })
    expect(refused.error?.message).toContain('[Errno 111] Connection refused')
  })

  test('a host with neither says so', async () => {
    const ran = await ask('/echo', {}, { environment: { PATH: pathWithout(root, 'curl', 'python3') } })

    expect(ran.status).toBe('failed')
    expect(ran.error?.message).toContain('neither curl nor python3')
  })
})
