import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { quoteWord } from '../../../src/adapters/shell-program/quote.ts'
import { RELOAD, RELOAD_BACK } from '../../../src/modules/docker-registry/scripts.ts'
import type { SandboxFault } from '../../../src/sandbox/host-spec.ts'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const faults: SandboxFault[] = []
let sandbox: Sandbox
let host: SandboxHost

beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'h1', docker: '26.1.5', faults }])
  host = sandbox.host('h1')
}, 60_000)
beforeEach(async () => {
  faults.push({ kind: 'hangs-at-start' })
  await host.run(
    'systemctl --no-block restart docker; until systemctl show -p SubState docker | grep -qx SubState=start; do :; done',
  )
})
afterAll(() => {
  faults.length = 0
  return sandbox.close()
})

const inSh = (script: string, ...words: string[]) =>
  host.run(`sh -c ${[script, 'sh', ...words].map(quoteWord).join(' ')}`)

test('a reload of a dockerd that hangs in its start is refused: systemd would keep it waiting for that start', async () => {
  const ran = await inSh(RELOAD, 'wanted', '600', '')

  expect([ran.exitCode, ran.stderr]).toEqual([1, 'docker.service is activating (start): it takes no reload\n'])
}, 60_000)

test('the way back waits for such a start no longer than it was given, and says so', async () => {
  const ran = await inSh(RELOAD_BACK, 'wanted', '1', '', '0')

  expect([ran.exitCode, ran.stderr]).toEqual([1, 'docker.service is activating (start) after 1 seconds\n'])
}, 60_000)
