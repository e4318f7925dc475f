import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveRoute } from '../../../src/adapters/ssh/config/resolve-route.ts'
import type { SshEnvironment } from '../../../src/adapters/ssh/config/ssh-environment.ts'
import type { ConnectionTarget } from '../../../src/ports/connector.ts'
import { target } from './targets.ts'

let home = ''
let environment: SshEnvironment
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'longshore-home-'))
  await mkdir(join(home, '.ssh', 'conf.d'), { recursive: true })
  environment = { home, localUser: 'me', systemConfigFile: join(home, 'system'), agentSocket: '/run/agent' }
})
beforeEach(() => Promise.all([config(''), writeFile(join(home, 'system'), '')]))
afterAll(() => rm(home, { recursive: true, force: true }))

const config = (text: string) => writeFile(join(home, '.ssh', 'config'), text)
const routeOf = async (more: Partial<ConnectionTarget> = {}) => {
  const route = await resolveRoute(target({ address: 'web', ...more }), environment)
  if (!route.ok) throw route.error
  return route.value
}
const hostOf = async (more: Partial<ConnectionTarget> = {}) => (await routeOf(more)).at(-1)!
const errorOf = async (more: Partial<ConnectionTarget> = {}) => {
  const route = await resolveRoute(target({ address: 'web', ...more }), environment)
  return route.ok ? undefined : { code: route.error.code, message: route.error.message.replaceAll(home, '~') }
}

describe('resolveRoute', () => {
  test('has the defaults of OpenSSH where nothing is said', async () => {
    expect(await hostOf()).toMatchObject({
      address: 'web',
      port: 22,
      user: 'me',
      hostKeyChecking: 'strict',
      userKnownHostsFiles: [`${home}/.ssh/known_hosts`, `${home}/.ssh/known_hosts2`],
      identities: ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((file) => ({
        path: `${home}/.ssh/${file}`,
        required: false,
      })),
      agentSocket: '/run/agent',
      keepaliveMs: 15_000,
      keepaliveCount: 3,
    })
  })

  test('takes the first value of each keyword, and every identity file', async () => {
    await config(
      'Host w*\n User one\n IdentityFile ~/a\nHost web\n User two\n Port 2200\n IdentityFile %d/k-%r-%h-%p\n HostName %h.lan\n',
    )
    await writeFile(join(home, 'system'), 'User three\nConnectTimeout 7\n')

    expect(await hostOf()).toMatchObject({
      address: 'web.lan',
      user: 'one',
      port: 2200,
      identities: [{ path: `${home}/a` }, { path: `${home}/k-one-web.lan-2200` }],
      connectTimeoutMs: 7000,
    })
  })

  test('lets fields win over arguments, and those over the files', async () => {
    await config('User from-file\nPort 1\nStrictHostKeyChecking no\n')
    const sshArgs = ['-o', 'User=from-args', '-oPort=2', '-o', 'StrictHostKeyChecking accept-new', '-q', '-C']

    expect(await hostOf({ sshArgs, user: 'from-field' })).toMatchObject({
      user: 'from-field',
      port: 2,
      hostKeyChecking: 'accept-new',
    })
    expect(await hostOf({ sshArgs: ['-l', 'me2', '-p', '3', '-i', '/k'], hostKeyChecking: 'strict' })).toMatchObject({
      user: 'me2',
      port: 3,
      hostKeyChecking: 'strict',
      identities: [{ path: '/k' }],
    })
  })

  test('excludes by a negated pattern', async () => {
    await config('Host * !web\n User nobody\n')

    expect(await hostOf()).toMatchObject({ user: 'me' })
    expect(await hostOf({ address: 'db' })).toMatchObject({ user: 'nobody' })
  })

  test('includes files in place, under the condition that they are included in', async () => {
    await writeFile(join(home, '.ssh', 'conf.d', 'a.conf'), 'Host web\n User included\n')
    await config('Include conf.d/*.conf\nHost db\n Include conf.d/*.conf\nHost *\n User after\n Port 2022\n')

    expect(await hostOf()).toMatchObject({ user: 'included', port: 2022 })
    expect(await hostOf({ address: 'db' })).toMatchObject({ user: 'after' })
  })

  test('evaluates Match with host, user and all, and passes over one that cannot hold', async () => {
    await config(
      'Match host db exec "false"\n User wrong\nMatch host web user me\n Port 2200\nMatch !host web\n Port 1\nMatch all\n User all\n',
    )

    expect(await hostOf()).toMatchObject({ port: 2200, user: 'all' })
  })

  test.each<[string, string, Partial<ConnectionTarget>, object]>([
    [
      'a Match that it cannot evaluate',
      '\nMatch host web exec "true"\n User x\n',
      {},
      {
        message:
          "~/.ssh/config:2: Longshore cannot tell whether 'Match exec' holds, so it does not know how to reach this host",
      },
    ],
    [
      'a ProxyCommand',
      'ProxyCommand nc %h %p\n',
      {},
      { message: expect.stringMatching(/ProxyCommand 'nc %h %p' to reach web-01/) },
    ],
    [
      'a port that is none',
      'Port ssh\n',
      {},
      { message: "~/.ssh/config:1: port 'ssh' is not a whole number up to 65535" },
    ],
    [
      'a mode that is none',
      'StrictHostKeyChecking maybe\n',
      {},
      { message: expect.stringMatching(/'maybe' is not yes, ask/) },
    ],
    [
      'an argument that it does not know',
      '',
      { sshArgs: ['-w', '0'] },
      { code: 'USAGE_INVALID', message: "the ssh argument '-w' is not one that Longshore can follow" },
    ],
    [
      'an argument without its value',
      '',
      { sshArgs: ['-o'] },
      { message: "the ssh argument '-o' needs a value after it" },
    ],
    ['a named file that is not there', '', { sshConfigFile: '/nonexistent/config' }, { code: 'FILE_UNREADABLE' }],
    ['a file that includes itself', 'Include config\n', {}, { message: expect.stringMatching(/includes itself/) }],
    [
      'jump hosts in a circle',
      'Host b\n ProxyJump c\nHost c\n ProxyJump b\n',
      { sshArgs: ['-J', 'b'] },
      { message: expect.stringMatching(/circle: web-01 -> b -> c/) },
    ],
    [
      'a jump host that is none',
      '',
      { sshArgs: ['-J', 'a b'] },
      { message: "web-01: ProxyJump 'a b' is not [user@]host[:port]" },
    ],
  ])('refuses %s', async (_what, text, more, error) => {
    await config(text)

    expect(await errorOf(more)).toMatchObject(error)
  })

  test('goes through jump hosts in order, each by its own configuration', async () => {
    await config(
      'Host outer\n HostName outer.lan\n User o\nHost inner\n ProxyJump outer\nHost web\n ProxyJump inner,last@deep:2201\n',
    )

    const route = await routeOf({ privateKeyFile: '/key' })

    expect(route.map((hop) => `${hop.user}@${hop.address}:${hop.port}`)).toEqual([
      'o@outer.lan:22',
      'me@inner:22',
      'last@deep:2201',
      'me@web:22',
    ])
    expect(route.map((hop) => hop.identities[0])).toEqual([
      { path: '/key', required: false },
      { path: '/key', required: false },
      { path: '/key', required: false },
      { path: '/key', required: true },
    ])
  })
})
