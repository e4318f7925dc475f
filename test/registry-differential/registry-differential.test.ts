import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from '../lab/describe-on-lab.ts'
import type { HostName } from '../lab/generations.ts'
import { openLab, type Lab } from '../lab/lab.ts'
import { installPodman } from '../lab/podman.ts'
import { configTomlCases } from './cases/config-toml.ts'
import { daemonJsonCases } from './cases/daemon-json.ts'
import { hostsTomlCases } from './cases/hosts-toml.ts'
import { mirrorCases } from './cases/mirrors.ts'
import { registriesConfCases } from './cases/registries-conf.ts'
import { INTENDED } from './intended.ts'
import { compareContainerd, runContainerd } from './run-containerd.ts'
import { compareDockerd, runDockerd, type DockerdPlan } from './run-dockerd.ts'
import { compareMirrors, runDockerPulls } from './run-docker-pulls.ts'
import { compareHosts, runHosts } from './run-hosts.ts'
import { comparePodman, runPodman } from './run-podman.ts'
import type { Disagreement } from './verdict.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const HOSTS: readonly HostName[] = ['g1', 'g2', 'g3']

jest.setTimeout(1_500_000)

describeOnLab('the validators agree with the real daemons', () => {
  let lab: Lab
  let hosts: readonly HostName[]

  beforeAll(async () => {
    lab = await openLab({ hosts: HOSTS })
    hosts = lab.hosts.filter((host) => host.available).map(({ name }) => name)
    for (const name of hosts) await lab.reset(name)
    for (const host of lab.hosts) if (!host.available) process.stderr.write(`SKIPPED on ${host.name}: ${host.reason}\n`)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('on daemon.json: start, reload, --validate and the mirrors in use', async () => {
    const inputs = daemonJsonCases()

    const found = await Promise.all(
      hosts.map(async (host) => {
        const version = await versionOf(host, 'dockerd --version')
        const verdicts = await runDockerd(lab, host, inputs, planFor(inputs, host))
        return { asked: verdicts.length, disagreements: compareDockerd(host, version, inputs, verdicts) }
      }),
    )

    expect(inputs.length).toBeGreaterThanOrEqual(300)
    for (const { asked } of found) expect(asked).toBeGreaterThan(inputs.length)
    expect(unintended(found.flatMap(({ disagreements }) => disagreements))).toEqual([])
  })

  test('on hosts.toml: who is asked for an image', async () => {
    const inputs = hostsTomlCases()

    const found = await Promise.all(
      lab.hosts
        .filter(({ available }) => available)
        .map(async (host) => {
          const version = await versionOf(host.name, 'containerd --version')
          return compareHosts(host.name, version, inputs, await runHosts(lab, host, inputs))
        }),
    )

    expect(inputs.length).toBeGreaterThanOrEqual(150)
    expect(unintended(found.flat())).toEqual([])
  })

  test('on config.toml: containerd config dump, and the state of the CRI plugin after a start', async () => {
    const inputs = configTomlCases()

    const found = await Promise.all(
      hosts.map(async (host) => {
        const version = await versionOf(host, 'containerd --version')
        return compareContainerd(host, version, inputs, await runContainerd(lab, host, inputs))
      }),
    )

    expect(inputs.length).toBeGreaterThanOrEqual(100)
    expect(unintended(found.flat())).toEqual([])
  })

  test('on the mirrors of daemon.json: whom docker pull asks', async () => {
    const inputs = mirrorCases()

    const found = await Promise.all(
      lab.hosts
        .filter(({ available }) => available)
        .map(async (host) => {
          const version = await versionOf(host.name, 'dockerd --version')
          return compareMirrors(host.name, version, inputs, await runDockerPulls(lab, host, 'mirrors', inputs))
        }),
    )

    expect(found.length).toBeGreaterThan(0)
    expect(unintended(found.flat())).toEqual([])
  })

  test("on hosts.toml in Docker's certs.d: whom docker pull with the containerd store asks, from 28.0", async () => {
    const inputs = hostsTomlCases()
    const host = lab.hosts.find(({ name, available }) => name === 'g3' && available)
    if (host === undefined) return

    const { asked } = await runDockerPulls(lab, host, 'hosts', inputs)

    const version = await versionOf('g3', 'containerd --version')
    expect(unintended(compareHosts('g3', version, inputs, asked))).toEqual([])
  })

  test('on registries.conf: whether podman reads it', async () => {
    const inputs = registriesConfCases()

    const found = await Promise.all(
      hosts.map(async (host) => {
        await installPodman(lab, host)
        const verdicts = await runPodman(lab, host, inputs)
        return { asked: verdicts.length, disagreements: comparePodman(host, inputs, verdicts) }
      }),
    )

    expect(inputs.length).toBeGreaterThanOrEqual(100)
    for (const { asked } of found) expect(asked).toBe(inputs.length)
    expect(unintended(found.flatMap(({ disagreements }) => disagreements))).toEqual([])
  })

  async function versionOf(host: HostName, command: string): Promise<string> {
    const { stdout } = await lab.inHost(host, command)
    const version = /(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
    if (version === undefined) throw new Error(`${host}: ${command} says ${stdout}`)
    return version
  }
})

/** Every input is reloaded; a daemon is started for those that are about the text and its values, not for the key sweep. */
function planFor(inputs: readonly { readonly id: string }[], host: HostName): DockerdPlan {
  const ids = inputs.map(({ id }) => id)
  const asking = (pattern: RegExp): string[] => ids.filter((id) => pattern.test(id))
  return {
    start: asking(/^(text|bytes|start|mix-1|flag-1)/),
    reload: ids,
    validate: host === 'g1' ? [] : asking(/^(text-[1-4]|bytes)/),
    info: asking(/^(value-[0-3]|mix)/),
  }
}

function unintended(disagreements: readonly Disagreement[]): readonly Disagreement[] {
  return disagreements.filter((disagreement) => !INTENDED.some(({ covers }) => covers(disagreement)))
}
