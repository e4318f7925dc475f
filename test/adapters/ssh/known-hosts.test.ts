import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  fingerprint,
  hostKeyAlgorithms,
  judgeHostKey,
  type HostAddress,
} from '../../../src/adapters/ssh/known-hosts/judge-host-key.ts'
import { appendKnownHost, readKnownHosts } from '../../../src/adapters/ssh/known-hosts/known-hosts-files.ts'
import { parseKnownHosts } from '../../../src/adapters/ssh/known-hosts/parse-known-hosts.ts'
import { keygen, publicKey } from './sshd.ts'

let directory = ''
let keys: Readonly<Record<'a' | 'b' | 'rsa', string>> = { a: '', b: '', rsa: '' }
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'longshore-known-'))
  const make = (name: string, type: 'ed25519' | 'rsa') => {
    keygen(join(directory, name), type)
    return publicKey(join(directory, name))
  }
  keys = { a: make('a', 'ed25519'), b: make('b', 'ed25519'), rsa: make('rsa', 'rsa') }
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const blob = (name: keyof typeof keys) => Buffer.from(keys[name].split(' ')[1] ?? '', 'base64')
const on = (host: string, port = 22): HostAddress => ({ host, port })
const judge = (text: string, address: HostAddress, shown: keyof typeof keys = 'a') => {
  const filled = text.replace(/\b[AB]\b|\bRSA\b/g, (name) => keys[name.toLowerCase() as keyof typeof keys])
  return judgeHostKey(parseKnownHosts(filled, 'kh'), address, blob(shown))
}

describe('judgeHostKey', () => {
  test.each<[string, string, HostAddress, keyof typeof keys, object]>([
    ['a plain name', 'web A', on('web'), 'a', { kind: 'known', at: 'kh:1' }],
    ['a name in another case', 'web A', on('WEB'), 'a', { kind: 'known' }],
    ['one of several names', 'x,web,10.0.0.1 A', on('10.0.0.1'), 'a', { kind: 'known' }],
    [
      'comments and empty lines before it',
      '# c\n\n  \nweb A comment here',
      on('web'),
      'a',
      { kind: 'known', at: 'kh:4' },
    ],
    ['a port', '[web]:2222 A', on('web', 2222), 'a', { kind: 'known' }],
    ['a port that is another', '[web]:2222 A', on('web', 2223), 'a', { kind: 'unknown' }],
    ['a name without the port', 'web A', on('web', 2222), 'a', { kind: 'known' }],
    ['a name without the port and another key', 'web B', on('web', 2222), 'a', { kind: 'unknown' }],
    ['wildcards', '*.example.? A', on('web.example.c'), 'a', { kind: 'known' }],
    ['a wildcard that does not reach', '*.example A', on('example'), 'a', { kind: 'unknown' }],
    ['a negated name', '*.lan,!bad.lan A', on('bad.lan'), 'a', { kind: 'unknown' }],
    ['another name beside a negated one', '*.lan,!bad.lan A', on('good.lan'), 'a', { kind: 'known' }],
    ['another key of the same type', 'web RSA\nweb B', on('web'), 'a', { kind: 'changed', at: 'kh:2' }],
    ['two keys, one of which is shown', 'web B\nweb A', on('web'), 'a', { kind: 'known', at: 'kh:2' }],
    ['keys of other types only', 'web RSA', on('web'), 'a', { kind: 'changed', at: 'kh:1' }],
    ['a revoked key', '@revoked * A\nweb A', on('web'), 'a', { kind: 'revoked', at: 'kh:1' }],
    ['a revocation of another key', '@revoked * B\nweb A', on('web'), 'a', { kind: 'known' }],
    [
      'a certificate authority alone',
      '@cert-authority *.lan A',
      on('web.lan'),
      'a',
      { kind: 'unknown', certAuthorityAt: 'kh:1' },
    ],
    ['a certificate authority beside the key', '@cert-authority * B\nweb A', on('web'), 'a', { kind: 'known' }],
    ['an unknown marker', '@strange web A', on('web'), 'a', { kind: 'unknown' }],
    ['a damaged line', 'web ssh-ed25519 AAAA\nweb', on('web'), 'a', { kind: 'unknown' }],
    ['an alias, whatever the port', 'db A', { host: 'db', port: 2222, isAlias: true }, 'a', { kind: 'known' }],
  ])('reads %s', (_what, text, address, shown, verdict) => {
    expect(judge(text, address, shown)).toMatchObject(verdict)
  })

  test('reads what ssh-keygen hashed', async () => {
    const file = join(directory, 'hashed')
    await writeFile(file, `web ${keys.a}\n[web]:2222 ${keys.b}\n`)
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' })
    const known = await readKnownHosts([file])

    expect(await readFile(file, 'utf8')).not.toContain('web')
    expect(judgeHostKey(known, on('web'), blob('a'))).toMatchObject({ kind: 'known' })
    expect(judgeHostKey(known, on('web', 2222), blob('b'))).toMatchObject({ kind: 'known' })
    expect(judgeHostKey(known, on('other'), blob('a'))).toMatchObject({ kind: 'unknown' })
  })

  test('prints fingerprints as ssh-keygen does', () => {
    const printed = execFileSync('ssh-keygen', ['-lf', join(directory, 'a.pub')], { encoding: 'utf8' })

    expect(printed).toContain(fingerprint(blob('a')))
  })

  test('asks first for the algorithms of the keys that are known', () => {
    const known = parseKnownHosts(`web ${keys.rsa}\n`, 'kh')

    expect(hostKeyAlgorithms(known, on('web')).slice(0, 4)).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-rsa',
      'ssh-ed25519',
    ])
    expect(hostKeyAlgorithms(known, on('other'))[0]).toBe('ssh-ed25519')
  })
})

describe('appendKnownHost', () => {
  test('adds each host once, however many at the same time, and keeps what was there', async () => {
    const file = join(directory, 'new', 'known_hosts')
    const hosts = Array.from({ length: 20 }, (_, at) => on(`host-${at % 10}`, 2200))

    await Promise.all(hosts.map((host, at) => appendKnownHost(file, host, blob('a'), at % 2 === 0)))
    await appendKnownHost(file, on('host-1', 2200), blob('a'), false)

    const known = await readKnownHosts([file, join(directory, 'absent')])
    expect(known).toHaveLength(10)
    expect(hosts.map((host) => judgeHostKey(known, host, blob('a')).kind)).toEqual(hosts.map(() => 'known'))
  })

  test('starts a line of its own in a file without a newline at its end', async () => {
    const file = join(directory, 'no-newline')
    await writeFile(file, `web ${keys.a}`)

    await appendKnownHost(file, on('other'), blob('b'), false)

    expect(await readFile(file, 'utf8')).toBe(`web ${keys.a}\nother ${keys.b}\n`)
  })
})
