import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const LOGIN = JSON.stringify({ auths: { 'https://index.docker.io/v1/': { auth: 'dXNlcjpodW50ZXIy' } } })

let sandbox: Sandbox
beforeAll(async () => {
  const files = {
    '/root/.docker/config.json': LOGIN,
    '/home/ann/.docker/config.json': LOGIN,
    '/home/bob/.docker/config.json': '{"auths":{"reg:5000":{}}}',
  }
  sandbox = await openSandbox([{ name: 'h1', docker: '26.1.5', files }])
}, 60_000)
afterAll(() => sandbox.close())

test('docker_registry names who is logged in at Docker Hub, and shows nothing of the credential', async () => {
  const ran = await runOnSandbox(sandbox, 'docker_registry', {
    mirrors: ['http://10.77.0.1:5000'],
    probe_mirrors: false,
  })

  const said = JSON.stringify(ran.result('it'))
  expect(said).toContain('/root/.docker/config.json, /home/ann/.docker/config.json) to http://10.77.0.1:5000')
  expect(said).not.toMatch(/bob|dXNlcjpodW50ZXIy/)
}, 60_000)
