import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { startRegistry, type TestRegistry } from '../../kit/tls-registry.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const certificates = makeCertificates()
const { ca, client, stranger } = certificates
const REGISTRY = 'reg.example:5000'
const DOCKER = `/etc/docker/certs.d/${REGISTRY}`
const CONTAINERD = `/etc/containerd/certs.d/${REGISTRY}`
const SYSTEM = '/usr/local/share/ca-certificates'

let sandbox: Sandbox
let registry: TestRegistry
let host: SandboxHost
beforeAll(async () => {
  registry = await startRegistry({ certificates })
  sandbox = await openSandbox([
    { name: 'h1', docker: '26.1.5', containerd: '1.7.24', containers: [{ name: 'shop', restart: 'no' }] },
  ])
  host = sandbox.host('h1')
}, 60_000)
afterAll(async () => {
  await sandbox.close()
  await registry.close()
})
afterEach(() => host.run('rm -rf /etc/docker/certs.d /etc/containerd/certs.d /etc/containers'))

const run = (args: Record<string, unknown>, more = {}) =>
  runOnSandbox(sandbox, 'registry_ca', { registry: REGISTRY, ...args }, more)
const modeOf = async (path: string) => (await host.run(`stat -c %a ${path}`)).stdout.trim()

describe('registry_ca on a host', () => {
  test('puts authority, certificate and key where dockerd looks, the key for root alone, and shows it nowhere', async () => {
    const args = { ca: ca.certificate, client_cert: client.certificate, client_key: client.key }

    const first = await run(args, { settings: { diff: true } })
    const second = await run(args)

    expect(first.result('it').status).toBe('changed')
    expect(second.result('it').status).toBe('ok')
    expect(host.read(`${DOCKER}/ca.crt`)?.toString()).toBe(ca.certificate)
    expect(host.read(`${DOCKER}/client.cert`)?.toString()).toBe(client.certificate)
    expect(host.read(`${DOCKER}/client.key`)?.toString()).toBe(client.key)
    expect([await modeOf(`${DOCKER}/client.key`), await modeOf(`${DOCKER}/ca.crt`)]).toEqual(['600', '644'])
    expect(JSON.stringify(first.events)).not.toContain(client.key.split('\n')[1])
    expect(first.result('it').notes).toEqual(['the files are read at every pull: nothing is restarted'])
  })

  test('mends a key that others may read', async () => {
    const args = { ca: ca.certificate, client_cert: client.certificate, client_key: client.key }
    await run(args)
    await host.run(`chmod 644 ${DOCKER}/client.key`)

    const ran = await run(args)

    expect(ran.result('it').status).toBe('changed')
    expect(await modeOf(`${DOCKER}/client.key`)).toBe('600')
  })

  test('writes hosts.toml for containerd, adds to one that is there, and takes both out again', async () => {
    const args = { ca: ca.certificate, client_cert: client.certificate, client_key: client.key, store: 'containerd' }
    const own = `# ours\nserver = "https://${REGISTRY}"\n\n[host."http://mirror:5000"]\n  capabilities = ["pull"]\n`

    await run(args)
    const fresh = host.read(`${CONTAINERD}/hosts.toml`)?.toString()
    await run({ state: 'absent', store: 'containerd' })
    const gone = host.read(`${CONTAINERD}/hosts.toml`)
    await host.run(`mkdir -p ${CONTAINERD}`)
    host.write(`${CONTAINERD}/hosts.toml`, own)
    await run(args)
    const added = host.read(`${CONTAINERD}/hosts.toml`)?.toString()
    await run({ state: 'absent', store: 'containerd' })

    expect(fresh).toContain(`[host."https://${REGISTRY}"]`)
    expect(fresh).toContain(`ca = "${CONTAINERD}/ca.crt"`)
    expect(fresh).toContain(`client = [["${CONTAINERD}/client.cert", "${CONTAINERD}/client.key"]]`)
    expect(gone).toBeUndefined()
    expect(added).toContain(`server = "https://${REGISTRY}"\nca = "${CONTAINERD}/ca.crt"\n`)
    expect(added).toContain('[host."http://mirror:5000"]\n  capabilities = ["pull"]\n')
    expect(host.read(`${CONTAINERD}/hosts.toml`)?.toString()).toBe(own)
    expect(host.read(`${CONTAINERD}/ca.crt`)).toBeUndefined()
  })

  test('proves that the registry can be reached with this authority alone', async () => {
    const ran = await run({ registry: registry.host, ca: ca.certificate, probe: true })

    expect(ran.result('it').status).toBe('changed')
    expect(registry.asked).toContain('GET /v2/ 200')
  })

  test('puts the host back where the registry shows a certificate of another authority', async () => {
    const ran = await run({ registry: registry.host, ca: stranger.certificate, probe: true })

    expect(ran.result('it')).toMatchObject({
      status: 'failed',
      rollback: 'done',
      error: { code: 'VERIFICATION_FAILED' },
    })
    expect(ran.result('it').error?.message).toMatch(/cannot be used with this authority: curl: \(60\)/)
    expect((await host.run('ls /etc/docker/certs.d 2>/dev/null')).stdout).toBe('')
  })

  test('does not restart what would end containers for good, unless that is asked for', async () => {
    await host.run(
      `mkdir -p ${SYSTEM}; printf '#!/bin/sh\\necho taken\\n' >/usr/local/bin/x; cp /usr/local/bin/x /run/sandbox/bin/update-ca-certificates; chmod 755 /run/sandbox/bin/update-ca-certificates`,
    )

    const careful = await run({ ca: ca.certificate, store: 'system' })
    const staged = await run({ ca: ca.certificate, store: 'system', apply: 'stage' })

    expect(careful.result('it').error?.message).toContain('ends 1 containers that do not come back: shop')
    expect(staged.result('it')).toMatchObject({ status: 'changed', values: { action: 'staged' } })
    expect(host.read(`${SYSTEM}/reg.example_5000.crt`)?.toString()).toBe(ca.certificate)
  })

  test('names files in the folder with which dockerd would refuse every pull', async () => {
    await host.run(`mkdir -p ${DOCKER}; touch ${DOCKER}/ca.cert`)

    const ran = await run({ ca: ca.certificate })

    expect(ran.result('it').error?.message).toContain('ca.cert')
  })
})
