import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Vars } from '../../src/model/vars.ts'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { makeCertificates } from '../kit/certificates.ts'
import { runText } from '../kit/run-text.ts'
import { startRegistry, type TestRegistry } from '../kit/tls-registry.ts'
import { GENERATIONS, openSandbox } from './with-sandbox.ts'

const certificates = makeCertificates()
const PASSWORD = 'pass-word-of-the-test'
const NAMES = ['g1', 'g2', 'g3'] as const

let sandbox: Sandbox
let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry({ certificates, credential: `ops:${PASSWORD}` })
  const insecure = JSON.stringify({ 'insecure-registries': [registry.host, '10.1.0.0/16'] })
  sandbox = await openSandbox(
    GENERATIONS.map((generation, index) => ({
      name: NAMES[index] ?? '',
      ...generation,
      files: { '/etc/docker/daemon.json': insecure },
    })),
  )
}, 60_000)
afterAll(async () => {
  await sandbox.close()
  await registry.close()
})

function runExample(name: string, extraVars: Vars) {
  return runText({
    playbook: readFileSync(`playbooks/${name}`, 'utf8'),
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    files: { 'files/ca.pem': certificates.ca.certificate },
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    extraVars,
  })
}

test('insecure-to-tls-clients.yml goes over to verification on three generations, and a second run changes none', async () => {
  const vars = { tls_registry: registry.host, tls_registry_ca: 'ca.pem', tls_insecure_registries: ['10.1.0.0/16'] }

  const first = await runExample('insecure-to-tls-clients.yml', vars)
  const second = await runExample('insecure-to-tls-clients.yml', vars)

  for (const name of NAMES) {
    expect(first.recap?.hosts.get(name)).toMatchObject({ failed: 0, changed: 2 })
    expect(second.recap?.hosts.get(name)).toMatchObject({ failed: 0, changed: 0 })
    expect(sandbox.host(name).effective().docker?.insecureNames).toEqual([])
  }
}, 120_000)

test('authenticated-registry.yml gives each consumer the credential, and stops at the first host where it is wrong', async () => {
  const vars = { private_registry: registry.host, private_registry_user: 'ops', private_registry_ca: 'ca.pem' }

  const wrong = await runExample('authenticated-registry.yml', { ...vars, private_registry_password: 'wrong' })
  const right = await runExample('authenticated-registry.yml', { ...vars, private_registry_password: PASSWORD })

  expect(wrong.recap?.hosts.get('g1')).toMatchObject({ failed: 1 })
  expect(wrong.tasksOf('g2')).toEqual([])
  expect(JSON.stringify(right.events)).not.toContain(PASSWORD)
  for (const name of NAMES) {
    expect(right.recap?.hosts.get(name)).toMatchObject({ failed: 0 })
    expect(sandbox.host(name).read('/root/.docker/config.json')?.toString()).toContain(registry.host)
    const hosts = sandbox.host(name).read(`/etc/containerd/certs.d/${registry.host}/hosts.toml`)?.toString()
    expect(hosts).toContain('authorization = "Basic ')
    expect(hosts).toContain('ca = ')
  }
}, 120_000)
