import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxFault } from '../../src/sandbox/host-spec.ts'
import type { Sandbox, SandboxHost } from '../../src/sandbox/sandbox.ts'
import { openSandbox } from './with-sandbox.ts'

const DAEMON_JSON = '/etc/docker/daemon.json'
const faults: SandboxFault[] = []
let sandbox: Sandbox
let host: SandboxHost

beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'g1', docker: '26.1.5', faults }])
  host = sandbox.host('g1')
}, 60_000)
afterAll(() => sandbox.close())
beforeEach(async () => {
  faults.length = 0
  host.write(DAEMON_JSON, '{"registry-mirrors": ["http://old.example:5000"]}')
  await host.run('systemctl reset-failed docker; systemctl restart docker; docker info >/dev/null')
})

const mirrors = async () => (await host.run("docker info --format '{{json .RegistryConfig.Mirrors}}'")).stdout.trim()
const rewrite = () => host.write(DAEMON_JSON, '{"registry-mirrors": ["http://new.example:5000"]}')

test('a power cut ends what runs, empties /run, and leaves the files, by which the daemons start', async () => {
  const running = host.run('touch /run/marker /etc/kept; sleep 300')
  while (host.read('/etc/kept') === undefined) await wait(5)
  rewrite()

  await host.powerCut()
  const dark = host.effective()
  await host.boot()

  expect((await running).exitCode).not.toBe(0)
  expect(dark.docker).toBeUndefined()
  expect([host.read('/run/marker'), host.read('/etc/kept')?.length]).toEqual([undefined, 0])
  expect(await mirrors()).toBe('["http://new.example:5000/"]')
})

test('a daemon that is killed is started again, by the file that is there', async () => {
  rewrite()

  await host.run('systemctl kill --signal=KILL docker.service')
  const gone = host.effective()

  expect([gone.docker, gone.dockerUnit]).toEqual([undefined, 'activating'])
  expect(await mirrors()).toBe('["http://new.example:5000/"]')
})

test('a SIGHUP that does not arrive changes nothing and is in no log', async () => {
  faults.push({ kind: 'ignores-reload' })
  rewrite()

  const reload = await host.run('systemctl reload docker; sleep 0.2; journalctl -u docker.service -o cat | tail -n 1')

  expect(reload.stdout).toMatch(/^Reloaded docker\.service/)
  expect(await mirrors()).toBe('["http://old.example:5000/"]')
})

test('a daemon that hangs in its start is neither up nor failed until it is let go', async () => {
  faults.push({ kind: 'hangs-at-start' })

  await host.run('systemctl --no-block restart docker; sleep 0.3')
  const hanging = host.effective()
  faults.length = 0

  expect([hanging.docker, hanging.dockerUnit]).toEqual([undefined, 'activating'])
  expect(await mirrors()).toBe('["http://old.example:5000/"]')
})
