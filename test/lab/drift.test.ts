import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DriftReport } from '../../src/model/drift.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'
import { run } from './run.ts'

jest.setTimeout(300_000)

const PLAYBOOK = 'playbooks/registry-mirrors.yml'
const OTHER = '{"registry-mirrors": ["http://10.77.0.99:5000"]}'

describeOnLab('longshore drift on real Docker and containerd', () => {
  let lab: Lab
  const folder = mkdtempSync(join(tmpdir(), 'drift-'))

  beforeAll(async () => {
    lab = await openLab({ hosts: ['g2'] })
    await lab.reset('g2')
  }, 15 * 60_000)

  afterAll(() => {
    lab.close()
    rmSync(folder, { recursive: true })
  })

  async function longshore(...argv: readonly string[]) {
    const words = [process.execPath, resolve('src/main.ts'), ...argv, '-i', resolve('inventories/lab.yml'), '-l', 'g2']
    return run(words, { env: { XDG_STATE_HOME: folder, NO_COLOR: '1' }, timeoutMs: 280_000 })
  }

  /** What drift says of g2. */
  async function drifted() {
    const { exitCode, stdout, stderr } = await longshore('drift', PLAYBOOK, '--output', 'json')
    expect(stderr).toBe('')
    const { g2 } = (JSON.parse(stdout) as DriftReport).hosts
    const differences = (g2?.differences ?? []).map(({ path, key, causes }) => [path, key, causes])
    return { exitCode, state: g2?.state, differences, whole: g2?.differences ?? [] }
  }

  test('a host that never had it differs, and nothing is changed on it', async () => {
    const before = await lab.checksum('g2', ['/etc/docker', '/etc/containerd'])

    const { exitCode, state, differences } = await drifted()

    expect({ exitCode, state }).toEqual({ exitCode: 1, state: 'drifted' })
    expect(differences).toContainEqual(['/etc/docker/daemon.json', 'registry-mirrors', ['never-applied']])
    expect(differences.some(([path]) => path === '/etc/containerd/certs.d/docker.io/hosts.toml')).toBe(true)
    expect(await lab.checksum('g2', ['/etc/docker', '/etc/containerd'])).toBe(before)
  })

  test('once it is applied nothing differs, nor by order and layout alone', async () => {
    expect((await longshore('run', PLAYBOOK)).exitCode).toBe(0)
    expect(await drifted()).toMatchObject({ exitCode: 0, state: 'same', differences: [] })

    await lab.inHost('g2', 'sed -i "s/^  */        /" /etc/docker/daemon.json; echo >>/etc/docker/daemon.json')

    expect(await drifted()).toMatchObject({ exitCode: 0, state: 'same', differences: [] })
  })

  test('a change by hand is told with what the daemon still uses; after a reload, with what it uses then', async () => {
    await lab.inHost('g2', `printf '%s\\n' '${OTHER}' >/etc/docker/daemon.json`)

    const byHand = await drifted()

    expect(byHand).toMatchObject({ exitCode: 1, state: 'drifted' })
    expect(byHand.differences).toEqual([
      ['/etc/docker/daemon.json', 'registry-mirrors', ['changed-by-hand', 'not-reloaded']],
    ])
    expect(byHand.whole[0]).toMatchObject({
      desired: ['http://10.77.0.1:5000'],
      file: ['http://10.77.0.99:5000'],
      effective: ['http://10.77.0.1:5000/'],
      modified: expect.stringMatching(/^20\d\d-/),
    })

    await lab.inHost('g2', 'systemctl reload docker && sleep 1')
    const reloaded = await drifted()

    expect(reloaded.differences).toEqual([['/etc/docker/daemon.json', 'registry-mirrors', ['changed-by-hand']]])
    expect(reloaded.whole[0]).toMatchObject({ effective: ['http://10.77.0.99:5000/'] })
  })

  test('a table says it to people, and a run puts it right', async () => {
    const { exitCode, stdout } = await longshore('drift', PLAYBOOK)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(
      /g2 +\/etc\/docker\/daemon\.json registry-mirrors +\["http:\/\/10\.77\.0\.1:5000"\] +\["http:\/\/10\.77\.0\.99:5000"\] +\["http:\/\/10\.77\.0\.99:5000\/"\] +changed by hand at 20\S+ \(last applied by 20\S+\)\n/,
    )
    expect(stdout).toContain('1 host: 1 drifted, 0 as desired, 0 not compared')

    expect((await longshore('run', PLAYBOOK)).exitCode).toBe(0)
    expect(await drifted()).toMatchObject({ exitCode: 0, state: 'same' })
  })

  test('a file that is right and a daemon that has not read it is a daemon that is not reloaded', async () => {
    const there = '/etc/docker/daemon.json'
    await lab.inHost(
      'g2',
      `cp ${there} /root/good.json; echo '{}' >${there}; systemctl restart docker; cp /root/good.json ${there}`,
    )

    const { exitCode, differences } = await drifted()

    expect(exitCode).toBe(1)
    expect(differences).toEqual(
      expect.arrayContaining([['/etc/docker/daemon.json', 'registry-mirrors', ['not-reloaded']]]),
    )
  })

  test('a host that does not answer is not compared', async () => {
    await lab.cutNetwork('g2')
    const cut = await longshore('drift', PLAYBOOK, '-T', '3')
    await lab.restoreNetwork('g2')

    expect(cut.exitCode).toBe(4)
    expect(cut.stdout).toMatch(/^g2: not compared: .+\n1 host: 0 drifted, 0 as desired, 1 not compared\n$/)
  })
})
