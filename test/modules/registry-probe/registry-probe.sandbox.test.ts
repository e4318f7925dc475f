import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { startRegistry, type TestRegistry, type TestRegistryOptions } from '../../kit/tls-registry.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const certificates = makeCertificates()
const open: TestRegistry[] = []

let sandbox: Sandbox
let host: SandboxHost
beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'h1', docker: '26.1.5', containerd: '1.7.24' }])
  host = sandbox.host('h1')
}, 60_000)
afterAll(() => sandbox.close())
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close()
  await host.run('rm -rf /etc/docker /etc/containerd/certs.d')
})

async function registryWith(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const registry = await startRegistry(options)
  open.push(registry)
  return registry
}

async function probe(args: Record<string, unknown>) {
  const ran = await runOnSandbox(sandbox, 'registry_probe', args)
  expect(JSON.stringify(ran.events)).not.toContain('pass-word')
  return ran.result('it')
}

const namesOf = (values: Readonly<Record<string, unknown>>) =>
  (values['stages'] as { name: string; outcome: string; seconds: number }[]).map(
    ({ name, outcome }) => `${name} ${outcome}`,
  )

describe('registry_probe', () => {
  test('goes all the way to a manifest, and asks for nothing else', async () => {
    const registry = await registryWith({ manifests: ['/v2/library/bb/manifests/1'] })

    const { status, values } = await probe({ url: `http://${registry.host}`, image: 'bb:1' })

    expect(status).toBe('ok')
    expect(namesOf(values)).toEqual(['dns ok', 'tcp ok', 'api ok', 'manifest ok'])
    expect(values).toMatchObject({ alive: true, failed_stage: null, digest: expect.stringMatching(/^sha256:a{64}$/) })
    expect(registry.asked).toEqual(['GET /v2/ 200', 'HEAD /v2/library/bb/manifests/1 200'])
  })

  test("asks as containerd does, namespace included, trusting what is in containerd's folder", async () => {
    const registry = await registryWith({ certificates, manifests: ['/v2/proj/library/bb/manifests/1'] })
    await host.run(`mkdir -p /etc/containerd/certs.d/${registry.host}`)
    host.write(`/etc/containerd/certs.d/${registry.host}/ca.crt`, certificates.ca.certificate)

    const { status, values } = await probe({
      url: `https://${registry.host}/v2/proj`,
      image: 'bb:1',
      consumer: 'containerd',
      override_path: true,
    })

    expect([status, namesOf(values)]).toEqual(['ok', ['dns ok', 'tcp ok', 'tls ok', 'api ok', 'manifest ok']])
    expect(registry.asked).toContain('HEAD /v2/proj/library/bb/manifests/1?ns=docker.io 200')
  })

  test.each(['basic', 'bearer'] as const)('shows a credential as %s wants it', async (scheme) => {
    const registry = await registryWith({ credential: 'ops:pass-word', scheme, manifests: ['/v2/app/manifests/1'] })
    const args = { url: `http://${registry.host}`, image: `${registry.host}/app:1`, username: 'ops' }

    const right = await probe({ ...args, password: 'pass-word' })
    const wrong = await probe({ ...args, password: 'other' })
    const nobody = await probe({ url: `http://${registry.host}` })

    expect(namesOf(right.values)).toContain('manifest ok')
    expect(wrong).toMatchObject({ status: 'failed', values: { alive: true, failed_stage: 'token' } })
    expect(wrong.error?.hint).toContain('registry_auth')
    expect(nobody).toMatchObject({ status: 'ok', values: { alive: true } })
  })

  test('goes by the proxy of daemon.json, and keeps its password', async () => {
    const registry = await registryWith()
    await host.run('mkdir -p /etc/docker')
    host.write('/etc/docker/daemon.json', `{"proxies": {"http-proxy": "http://u:pass-word@${registry.host}"}}`)

    const { values } = await probe({ url: 'http://far.example:5000', fail_on_problem: false })

    expect(values['proxies']).toEqual([`http_proxy=http://***@${registry.host}`])
    expect(registry.asked).toEqual(['GET http://far.example:5000/v2/ 200'])
  })
})

describe('registry_probe names the stage that fails', () => {
  test.each<[string, string, () => Promise<Record<string, unknown>>, RegExp]>([
    ['dns', 'a name that nobody has', () => Promise.resolve({ url: 'http://no-such.invalid' }), /[Cc]ould not resolve/],
    ['tcp', 'a port where nobody listens', () => Promise.resolve({ url: 'http://127.0.0.1:1' }), /connect/],
    [
      'tls',
      'an authority that is not trusted',
      async () => ({ url: `https://${(await registryWith({ certificates })).host}` }),
      /certificate/,
    ],
    [
      'api',
      'no registry',
      async () => ({ url: `http://${(await registryWith({ always: 404 })).host}` }),
      /not a registry/,
    ],
    [
      'api',
      'a registry in trouble',
      async () => ({ url: `http://${(await registryWith({ always: 503 })).host}` }),
      /503/,
    ],
    [
      'manifest',
      'an image that is not there',
      async () => ({ url: `http://${(await registryWith()).host}`, image: 'bb:2' }),
      /no such image there; dockerd would pass this mirror over in silence/,
    ],
  ])('%s: %s', async (stage, _situation, args, message) => {
    const { status, values, error } = await probe(await args())

    expect([status, values['failed_stage']]).toEqual(['failed', stage])
    expect(error?.message).toMatch(message)
    expect(error?.hint).toBe(values['what_to_do'])
  })
})

describe('registry_probe refuses', () => {
  test.each<[Record<string, unknown>, RegExp]>([
    [{}, /neither url nor image/],
    [{ url: 'reg:5000' }, /with its scheme/],
    [{ url: 'ftp://reg' }, /ftp/],
    [{ url: 'http://u:p@reg' }, /use username and password/],
    [{ url: 'http://reg?x' }, /not a URL/],
    [{ image: 'NOT AN IMAGE' }, /expected the name of an image/],
    [{ image: 'a', consumer: 'dockre' }, /consumer/],
  ])('%j', async (args, message) => {
    const ran = await runOnSandbox(sandbox, 'registry_probe', args)

    expect(
      `${ran.problems.map(({ message: text }) => text).join()} ${ran.recap === undefined ? '' : (ran.result('it').error?.message ?? '')}`,
    ).toMatch(message)
  })
})
