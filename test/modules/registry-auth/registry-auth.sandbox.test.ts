import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { startRegistry, type TestRegistry } from '../../kit/tls-registry.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const certificates = makeCertificates()
const PASSWORD = 'pass-word-of-the-test'
const AUTH = Buffer.from(`ops:${PASSWORD}`).toString('base64')
const CONFIG = '/root/.docker/config.json'
const CONFIG_TOML = '/etc/containerd/config.toml'

let sandbox: Sandbox
let host: SandboxHost
let basic: TestRegistry
let bearer: TestRegistry
beforeAll(async () => {
  basic = await startRegistry({ certificates, credential: `ops:${PASSWORD}` })
  bearer = await startRegistry({ certificates, credential: `ops:${PASSWORD}`, scheme: 'bearer' })
  sandbox = await openSandbox([{ name: 'h1', docker: '26.1.5', containerd: '1.7.24' }])
  host = sandbox.host('h1')
  host.write('/etc/test-ca.pem', certificates.ca.certificate)
}, 60_000)
afterAll(async () => {
  await sandbox.close()
  await basic.close()
  await bearer.close()
})
afterEach(() => host.run('rm -rf /root/.docker /root/.config /etc/containerd/certs.d /var/lib/kubelet'))

/** Never shows the password, whatever becomes of the task. */
async function run(args: Record<string, unknown>, more = {}) {
  const given = { registry: basic.host, username: 'ops', password: PASSWORD, ca: '/etc/test-ca.pem', ...args }
  const ran = await runOnSandbox(sandbox, 'registry_auth', given, more)
  const told = JSON.stringify(ran.events) + JSON.stringify(ran.problems.map(({ message, hint }) => [message, hint]))
  expect(told).not.toContain(PASSWORD)
  expect(told).not.toContain(AUTH)
  return ran.result('it')
}
const read = (path: string) => host.read(path)?.toString()
const modeOf = async (path: string) => (await host.run(`stat -c '%a %U' ${path}`)).stdout.trim()

describe('registry_auth for docker', () => {
  test('writes the config.json of the user, for that user alone, once the registry has taken the credential', async () => {
    const first = await run({}, { settings: { diff: true } })
    const second = await run({})

    expect(first).toMatchObject({ status: 'changed', values: { file: CONFIG, verified: true } })
    expect(second.status).toBe('ok')
    expect(JSON.parse(read(CONFIG) ?? '')).toEqual({ auths: { [basic.host]: { auth: AUTH } } })
    expect([await modeOf('/root/.docker'), await modeOf(CONFIG)]).toEqual(['700 root', '600 root'])
  })

  test('leaves every other byte, and takes its own out again', async () => {
    const text = '{\n\t"auths": {\n\t\t"other": {"auth": "eA=="}\n\t},\n\t"psFormat":  "x"\n}'
    await host.run('mkdir -m 700 /root/.docker')
    host.write(CONFIG, text, 0o600)

    await run({})
    const during = read(CONFIG)
    await run({ state: 'absent' })

    expect(during).toBe(text.replace('"eA=="}', `"eA=="},\n\t\t"${basic.host}": {\n\t\t\t"auth": "${AUTH}"\n\t\t}`))
    expect(read(CONFIG)).toBe(text)
  })

  test('mends a file that others can read', async () => {
    await run({})
    await host.run(`chmod 644 ${CONFIG}`)

    expect((await run({})).status).toBe('changed')
    expect(await modeOf(CONFIG)).toBe('600 root')
  })

  test('shows Docker Hub by the key that docker looks for', async () => {
    await run({ registry: 'docker.io', verify: false })

    expect(Object.keys((JSON.parse(read(CONFIG) ?? '') as { auths: object }).auths)).toEqual([
      'https://index.docker.io/v1/',
    ])
  })

  test.each(['basic', 'bearer'])('writes nothing where the registry (%s) refuses the credential', async (scheme) => {
    const result = await run({ registry: scheme === 'basic' ? basic.host : bearer.host, username: 'other' })

    expect(result).toMatchObject({ status: 'failed', error: { code: 'VERIFICATION_FAILED' } })
    expect(result.error?.message).toMatch(/does not take this credential/)
    expect(read(CONFIG)).toBeUndefined()
  })

  test.each<[string, string, RegExp]>([
    [
      'a helper that is not there',
      '{"credsStore": "nowhere"}',
      /not on this host, docker-credential-nowhere: every pull/,
    ],
    [
      'a helper for this registry',
      '{"credHelpers": {"HOST": "here"}}',
      /leaves this registry to docker-credential-here/,
    ],
    ['broken JSON', '{"auths": {,}}', /config\.json:1:12: /],
  ])('refuses %s with its reason, and leaves the file', async (_situation, template, message) => {
    const text = template.replace('HOST', basic.host)
    await host.run(
      'mkdir -m 700 /root/.docker; printf "#!/bin/sh" >/run/sandbox/bin/docker-credential-here; chmod 755 /run/sandbox/bin/docker-credential-here',
    )
    host.write(CONFIG, text, 0o600)

    const result = await run({})

    expect(result.error?.message).toMatch(message)
    expect(result.error?.hint).toMatch(/^Nothing was changed/)
    expect(read(CONFIG)).toBe(text)
  })

  test('names a user that the host does not have', async () => {
    const result = await run({ user: 'nobody-here' })

    expect(result.error?.message).toContain('there is no user nobody-here on this host')
  })
})

describe('registry_auth for others', () => {
  test.each([
    ['podman', '/root/.config/containers/auth.json'],
    ['kubelet', '/var/lib/kubelet/config.json'],
  ])('%s has it in %s', async (consumer, path) => {
    const result = await run({ consumer })

    expect(result).toMatchObject({ status: 'changed', values: { file: path } })
    expect(JSON.parse(read(path) ?? '')).toEqual({ auths: { [basic.host]: { auth: AUTH } } })
    expect(await modeOf(path)).toBe('600 root')
  })

  test('containerd has it as a header of hosts.toml, and loses it again', async () => {
    const path = `/etc/containerd/certs.d/${basic.host}/hosts.toml`

    await run({ consumer: 'containerd' })
    const text = read(path)
    const mode = await modeOf(path)
    const again = await run({ consumer: 'containerd' })
    await run({ consumer: 'containerd', state: 'absent' })

    expect(text).toContain(`[host."https://${basic.host}".header]`)
    expect(text).toContain(`authorization = "Basic ${AUTH}"`)
    expect([mode, again.status, read(path)]).toEqual(['600 root', 'ok', undefined])
  })

  test('containerd cannot show a header to a token service, which is said', async () => {
    const result = await run({ consumer: 'containerd', registry: bearer.host, place: 'header' })

    expect(result.error?.message).toMatch(/hands out tokens/)
  })

  test.each([
    ['2', 'a registry that hands out tokens', () => ({ registry: bearer.host, place: 'auto' })],
    ['2', 'any registry, where that is asked for', () => ({ registry: basic.host, place: 'config' })],
    ['1', 'a file of version 1', () => ({ registry: basic.host, place: 'config' })],
  ])(
    'containerd has it in config.toml of version %s for %s, after a restart, and loses it again',
    async (version, _what, args) => {
      const before = `version = ${version}\n# ours\n[grpc]\n  address = "/run/containerd/containerd.sock"\n`
      host.write(CONFIG_TOML, before, 0o644)

      const first = await run({ consumer: 'containerd', ...args() }, { settings: { diff: true } })
      const text = read(CONFIG_TOML)
      const mode = await modeOf(CONFIG_TOML)
      const again = await run({ consumer: 'containerd', ...args() })
      const removed = await run({ consumer: 'containerd', ...args(), state: 'absent' })

      const plugin = version === '1' ? 'cri' : '"io.containerd.grpc.v1.cri"'
      expect(first).toMatchObject({
        status: 'changed',
        values: { file: CONFIG_TOML, action: 'restart', verified: true },
      })
      expect(text).toContain(`${before}\n[plugins.${plugin}.registry.configs."${args().registry}".auth]\n`)
      expect(text).toContain(`username = "ops"\npassword = "${PASSWORD}"\n`)
      expect([mode, again.status, removed.status, read(CONFIG_TOML)]).toEqual(['600 root', 'ok', 'changed', before])
    },
  )

  test('containerd is not restarted for a config.toml that disables CRI', async () => {
    host.write(CONFIG_TOML, 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n')

    const result = await run({ consumer: 'containerd', place: 'config' })

    expect(result.error?.message).toMatch(/disables the CRI plugin/)
  })
})

describe('registry_auth refuses', () => {
  test.each<[Record<string, unknown>, RegExp]>([
    [{ password: undefined }, /missing required arguments: password/],
    [{ username: 'a:b' }, /without a colon/],
    [{ password: '' }, /found nothing/],
    [{ registry: 'https://reg' }, /a scheme does not belong here/],
    [{ registry: 'index.docker.io' }, /not how images name Docker Hub/],
    [{ user: '../x' }, /expected the name of a user/],
    [{ consumer: 'nerdctl' }, /consumer/],
  ])('%j', async (args, message) => {
    const given = { registry: 'reg', username: 'ops', password: PASSWORD, ...args }
    const ran = await runOnSandbox(sandbox, 'registry_auth', given)
    const told = [...ran.problems, ...(ran.recap === undefined ? [] : [ran.result('it').error])]

    expect(told.map((problem) => problem?.message).join()).toMatch(message)
    expect(JSON.stringify(told)).not.toContain(PASSWORD)
  })
})
