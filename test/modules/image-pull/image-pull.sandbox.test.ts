import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { startRegistry, type TestRegistry } from '../../kit/tls-registry.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

let sandbox: Sandbox
let mirror: TestRegistry
beforeAll(async () => {
  mirror = await startRegistry({ manifests: ['/v2/library/bb/manifests/1'] })
  const daemon = JSON.stringify({ 'registry-mirrors': [`http://${mirror.host}`] })
  sandbox = await openSandbox([{ name: 'h1', docker: '26.1.5', files: { '/etc/docker/daemon.json': daemon } }])
  // Nobody listens on 443 of this address: the registry itself cannot be reached.
  await sandbox.host('h1').run('echo "127.0.0.1 registry-1.docker.io" >>/etc/hosts')
}, 60_000)
afterAll(async () => {
  await sandbox.close()
  await mirror.close()
})

test('image_pull proves on a host without a way to Docker Hub that the mirror gave the image', async () => {
  const ran = await runOnSandbox(sandbox, 'image_pull', { name: 'bb:1', via_mirror: true })

  expect(ran.result('it')).toMatchObject({
    status: 'changed',
    values: { client: 'docker', evidence: 'upstream-without-it' },
  })
  expect(mirror.asked).toContain('GET /v2/library/bb/manifests/1 200')
})

test('image_pull says why an image cannot be pulled, and what tells more', async () => {
  const ran = await runOnSandbox(sandbox, 'image_pull', { name: 'nowhere:1' })

  expect(ran.result('it').status).toBe('failed')
  expect(ran.result('it').error?.message).toMatch(/nowhere:1 cannot be pulled: .*registry-1\.docker\.io/)
  expect(ran.result('it').error?.hint).toContain('registry_probe')
})
