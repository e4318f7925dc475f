import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { openSandbox } from '../../sandbox/with-sandbox.ts'

const DROP_IN = '/etc/containers/registries.conf.d/90-longshore.conf'
const K3S = '/etc/rancher/k3s/registries.yaml'
const BUILDKIT = '/etc/buildkit/buildkitd.toml'
const RUNTIMES = ['k3s', 'podman', 'crio', 'buildkit']
const M1 = 'http://10.77.0.1:5000'
const DESIRED = { mirrors: { 'docker.io': [M1] }, insecure: ['10.77.0.1:5000'] }
const OWN_BUILDKIT = '# theirs\ndebug = true\n'

/** Programs that say their version; podman also names the registries of the drop-in, as podman 4.3.1 did. */
const PROGRAMS = {
  k3s: 'echo "k3s version v1.28.5+k3s1 (5b2d1271)"',
  crio: 'echo "crio version 1.28.1"',
  nerdctl: 'echo "nerdctl version 1.7.0"',
  buildkitd: 'echo "buildkitd github.com/moby/buildkit v0.12.5 bac3f2b"',
  podman: `[ "$1" = info ] || { echo "podman version 4.3.1"; exit; }
[ -e /run/podman-is-broken ] && { echo "invalid location" >&2; exit 125; }
[ ! -e ${DROP_IN} ] && { echo "{}"; exit; }
sed -n 's/^location = "\\(.*\\)"/"\\1":{}/p' ${DROP_IN}`,
}

let sandbox: Sandbox
let host: SandboxHost
beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'h1', files: { [BUILDKIT]: OWN_BUILDKIT } }])
  host = sandbox.host('h1')
  for (const [name, script] of Object.entries(PROGRAMS)) {
    host.write(`/run/sandbox/bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755)
  }
}, 60_000)
afterAll(() => sandbox.close())

const run = (args: Record<string, unknown>) => runOnSandbox(sandbox, 'registry_config', { runtimes: RUNTIMES, ...args })
const text = (path: string) => host.read(path)?.toString()

describe('registry_config on a host without Docker', () => {
  test('writes the file of each runtime, in its own words, and nothing the second time', async () => {
    const first = (await run(DESIRED)).result('it')
    const second = (await run(DESIRED)).result('it')

    expect([first.error, first.status, second.status]).toEqual([undefined, 'changed', 'ok'])
    expect(text(DROP_IN)).toContain('[[registry.mirror]]\nlocation = "10.77.0.1:5000"\ninsecure = true\n')
    expect(text(K3S)).toContain(M1)
    expect(text(BUILDKIT)).toMatch(/# theirs\ndebug = true\n[^]*mirrors = \["10\.77\.0\.1:5000"\][^]*http = true/)
    expect(first.values['runtimes']).toMatchObject([
      { runtime: 'k3s', version: '1.28.5', action: 'staged' },
      { runtime: 'crio', version: '1.28.1', action: 'staged' },
      { runtime: 'podman', version: '4.3.1', action: 'none' },
      { runtime: 'buildkit', version: '0.12.5', action: 'staged' },
    ])
  }, 60_000)

  test('puts every file back where podman does not read its own', async () => {
    const before = [DROP_IN, K3S, BUILDKIT].map(text)
    await host.run('touch /run/podman-is-broken')

    const ran = (await run({ mirrors: { 'ghcr.io': ['http://other:5000'] } })).result('it')
    await host.run('rm /run/podman-is-broken')

    expect(ran).toMatchObject({ status: 'failed', rollback: 'done', error: { code: 'VERIFICATION_FAILED' } })
    expect(ran.error?.message).toContain('invalid location')
    expect([DROP_IN, K3S, BUILDKIT].map(text)).toEqual(before)
  }, 60_000)

  test('takes all of it out again', async () => {
    const ran = (await run({ state: 'absent' })).result('it')

    expect(ran.status).toBe('changed')
    expect([text(DROP_IN), text(K3S), text(BUILDKIT)?.trim()]).toEqual([undefined, undefined, OWN_BUILDKIT.trim()])
  }, 60_000)

  test('does not start where a certificate that is named is not on the host', async () => {
    const ran = (await run({ mirrors: { 'docker.io': [{ url: 'https://m', tls: { ca: '/etc/ours.pem' } }] } })).result(
      'it',
    )

    expect(ran.error?.message).toContain('missing on the host, every pull would fail: /etc/ours.pem')
    expect(text(DROP_IN)).toBeUndefined()
  }, 60_000)

  test('refuses a record that is not its own, and a host without any runtime that is asked for', async () => {
    host.write('/var/lib/longshore/registry/owned.json', '{')
    const broken = (await run(DESIRED)).result('it')
    await host.run('rm /var/lib/longshore/registry/owned.json')
    const none = (await run({ ...DESIRED, runtimes: ['docker'] })).result('it')

    expect(broken.error?.code).toBe('REGISTRY_CONFIG_BROKEN')
    expect(none.error?.message).toBe('there is none of docker on this host')
  }, 60_000)

  test('sees a snap, and a rootless daemon whose session does not answer, and says why they are not configured', async () => {
    await host.run(`mkdir -p /var/snap/docker /var/lib/systemd/linger /home/ann/.config/systemd/user
echo 'ann:x:1001:1001::/home/ann:/bin/sh' >>/etc/passwd
touch /var/lib/systemd/linger/ann /home/ann/.config/systemd/user/docker.service`)

    const ran = (await run({ ...DESIRED, runtimes: ['docker-snap', 'docker-rootless'] })).result('it')

    expect(ran.error?.message).toMatch(
      /docker-snap: any of it: the snap may not read[^]*docker-rootless: any of it: the systemd of user ann does not answer/,
    )
  }, 60_000)
})
