import { describe, expect, test } from '@jest/globals'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Change, Plan } from '../../../src/model/plan.ts'
import { containerdRegistryArgs } from '../../../src/modules/containerd-registry/args.ts'
import type { ContainerdRegistryFacts } from '../../../src/modules/containerd-registry/facts.ts'
import { containerdRegistry } from '../../../src/modules/containerd-registry/index.ts'
import { planContainerdRegistry } from '../../../src/modules/containerd-registry/plan.ts'
import { parseUnitState } from '../../../src/modules/registry-utils/unit-state.ts'
import { readDump } from '../../../src/registry/containerd/config-toml.ts'
import { fileWith, unitText } from '../docker-registry/docker-facts.ts'

const M1 = { mirrors: { 'docker.io': ['http://10.77.0.1:5000'] } }
const HOSTS = '[host."http://10.77.0.1:5000"]\n  capabilities = ["pull", "resolve"]\n'
const HOSTS_PATH = '/etc/containerd/certs.d/docker.io/hosts.toml'
const SET_V2 =
  'version = 2\n\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n'
const OLD_MIRRORS =
  'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."ghcr.io"]\n  endpoint = ["https://g"]\n'
const CHECK = 'check that /etc/containerd/config.toml is as it was read'
const DUMP = 'let containerd check the new config.toml'
const PUT = 'put /etc/containerd/config.toml in place'
const PUT_HOSTS = `put ${HOSTS_PATH} in place`
const RESTART = 'restart containerd and see that its CRI plugin is ok'

interface Host {
  readonly config?: string
  readonly hosts?: string
  readonly version?: string
  readonly requires?: string
  readonly facts?: Partial<ContainerdRegistryFacts>
}

/** A host of the lab: containerd and dockerd run, config.toml is the package's. */
function factsOf({ config, hosts, version = '1.7.24', requires = '', facts }: Host): ContainerdRegistryFacts {
  const settings = config === undefined ? undefined : readDump(config)
  return {
    config: fileWith('/etc/containerd/config.toml', config),
    'hosts:docker.io': fileWith(HOSTS_PATH, hosts, hosts === undefined ? { existingFolder: '/etc/containerd' } : {}),
    version,
    dump: settings === undefined ? { kind: 'absent' } : { kind: 'read', settings },
    unit: parseUnitState(unitText()),
    cri: ['io.containerd.grpc.v1 cri ok'],
    folder: { exists: hosts !== undefined, names: hosts === undefined ? [] : ['docker.io'] },
    missingCa: [],
    docker: parseUnitState(unitText({ requires })),
    liveRestore: false,
    containers: [],
    answers: [],
    ...facts,
  }
}

function planOf(args: object, host: Host): Plan {
  return planContainerdRegistry(containerdRegistryArgs.parse(args), factsOf(host))
}

function changeOf(args: object, host: Host): Change {
  const plan = planOf(args, host)
  if (plan.kind !== 'change') throw new Error(`expected a change, found ${JSON.stringify(plan)}`)
  return plan
}

function refusalOf(args: object, host: Host): LongshoreError {
  const plan = planOf(args, host)
  if (plan.kind !== 'impossible') throw new Error(`expected a refusal, found ${plan.kind}`)
  return plan.error
}

function afterOf(plan: Change, path: string): string | undefined {
  return plan.diff?.find((diff) => diff.path === path)?.after
}

describe('planContainerdRegistry', () => {
  test.each<[string, object, Host, string[]]>([
    ['everything in place', M1, { config: SET_V2, hosts: HOSTS }, []],
    [
      'another mirror',
      M1,
      { config: SET_V2, hosts: '[host."https://old"]\n' },
      [`check that ${HOSTS_PATH} is as it was read`, PUT_HOSTS],
    ],
    ['config_path missing', M1, { config: 'version = 2\n', hosts: HOSTS }, [CHECK, DUMP, PUT, RESTART]],
    ['stage', { ...M1, apply: 'stage' }, { config: 'version = 2\n', hosts: HOSTS }, [CHECK, DUMP, PUT]],
    [
      'a registry to clear',
      { mirrors: { 'docker.io': [] } },
      { config: SET_V2, hosts: HOSTS },
      [`check that ${HOSTS_PATH} is as it was read`, `remove ${HOSTS_PATH}`],
    ],
    ['CRI disabled', M1, { config: 'version = 2\ndisabled_plugins = ["cri"]\n', hosts: HOSTS }, []],
  ])('plans for %s', (_situation, args, host, summaries) => {
    const plan = planOf(args, host)

    expect(plan.kind === 'change' ? plan.steps.map((step) => step.summary) : []).toEqual(summaries)
  })

  test.each([
    [
      'version 1',
      '1.6.20',
      '[plugins.cri]\n',
      '[plugins.cri]\n\n[plugins.cri.registry]\nconfig_path = "/etc/containerd/certs.d"\n',
    ],
    ['version 2', '2.1.9', 'version = 2\n', SET_V2],
    [
      'version 3',
      '2.1.9',
      'version = 3\n',
      SET_V2.replace('2', '3').replace('io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'),
    ],
    [
      'two folders, which the transfer service does not split',
      '2.1.9',
      SET_V2.replace('certs.d"', 'certs.d:/etc/docker/certs.d"'),
      SET_V2,
    ],
    ['no file on 1.7', '1.7.24', undefined, SET_V2],
    [
      'no file on 2.1',
      '2.1.9',
      undefined,
      SET_V2.replace('2', '3').replace('io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'),
    ],
  ])('sets config_path in %s', (_situation, version, config, expected) => {
    const plan = changeOf(M1, { version, ...(config !== undefined && { config }), hosts: HOSTS })

    expect(afterOf(plan, '/etc/containerd/config.toml')).toBe(expected)
  })

  test.each([
    ['the CRI plugin', '1.7.24', SET_V2, '[plugins."io.containerd.grpc.v1.cri"]\nmax_concurrent_downloads = 8'],
    [
      'the transfer service, which pulls from 2.1 on',
      '2.1.9',
      "version = 3\n\n[plugins.'io.containerd.cri.v1.images'.registry]\nconfig_path = '/etc/containerd/certs.d'\n",
      "[plugins.'io.containerd.transfer.v1.local']\nmax_concurrent_downloads = 8",
    ],
  ])('sets how many layers a pull fetches at once in %s', (_, version, config, written) => {
    const plan = changeOf({ max_concurrent_downloads: 8 }, { config, version })

    const after = afterOf(plan, '/etc/containerd/config.toml') ?? ''
    expect(after.replaceAll("'", '"')).toContain(written.replaceAll("'", '"'))
    expect(plan.steps.map((step) => step.summary)).toEqual([CHECK, DUMP, PUT, RESTART])
    expect(planOf({ max_concurrent_downloads: 8 }, { config: after, version }).kind).toBe('in-desired-state')
    expect(
      afterOf(changeOf({ max_concurrent_downloads: null }, { config: after, version }), '/etc/containerd/config.toml'),
    ).not.toContain('max_concurrent')
  })

  test('refuses a number that an imported file would override', () => {
    const imported = readDump(
      SET_V2.replace('.registry]', ']\nmax_concurrent_downloads = 5\n[plugins."io.containerd.grpc.v1.cri".registry]'),
    )
    if (imported === undefined) throw new Error('the test has no TOML')

    const refusal = refusalOf(
      { max_concurrent_downloads: 8 },
      { config: SET_V2, facts: { dump: { kind: 'read', settings: imported } } },
    )

    expect(refusal.message).toBe(
      'a file that /etc/containerd/config.toml imports sets max_concurrent_downloads to 5, which wins over the file itself',
    )
  })

  test('turns deprecated mirrors into files, and takes them out', () => {
    const plan = changeOf({ ...M1, convert_mirrors: true }, { config: OLD_MIRRORS, hosts: HOSTS })

    expect(afterOf(plan, '/etc/containerd/certs.d/ghcr.io/hosts.toml')).toBe(
      '[host."https://g"]\n  capabilities = ["pull", "resolve"]\n',
    )
    expect(afterOf(plan, '/etc/containerd/config.toml')).toBe(SET_V2)
  })

  test('restarts last, and undoes it when every old file is back', () => {
    const plan = changeOf(M1, { config: 'version = 2\n' })

    const undo = [...plan.steps].reverse().flatMap((step) => step.undo ?? [])
    expect(undo.map((command) => command.kind)).toEqual(['write', 'remove', 'shell', 'shell', 'shell'])
    expect(undo.at(-1)).toMatchObject({
      args: ['io.containerd.grpc.v1 cri ok', '60', '0b2a573f3e8f43ac8f837edf3a9fc3ef', 'docker', 'active'],
    })
  })

  test('says that dockerd goes down with containerd where its unit requires it', () => {
    const plan = changeOf(M1, { config: 'version = 2\n', requires: 'containerd.service' })

    expect(plan.notes).toEqual([
      'containerd is restarted: its containers go on running, pulls in progress fail',
      'docker.service requires containerd.service here (Docker 20.10 and older): dockerd is restarted with it',
      'no container of Docker stops',
    ])
  })

  const web = [{ name: 'web', restartPolicy: 'always', autoRemove: false }]

  test.each<[string, object, Host, string]>([
    [
      'mirrors beside config_path',
      M1,
      { config: OLD_MIRRORS },
      '/etc/containerd/config.toml has registry.mirrors (ghcr.io): together with config_path it disables the CRI plugin, with containerd still active',
    ],
    [
      'mirrors of an imported file',
      M1,
      { config: 'version = 2\n', facts: { dump: { kind: 'read', settings: readDump(OLD_MIRRORS) ?? never() } } },
      'a file that /etc/containerd/config.toml imports sets registry.mirrors, which must not meet config_path',
    ],
    [
      'a restart that stops containers',
      M1,
      { config: 'version = 2\n', requires: 'containerd.service', facts: { containers: web } },
      'config.toml needs a restart of containerd 1.7.24, which restarts dockerd with it and stops 1 containers: web',
    ],
    [
      'a config.toml that is not TOML',
      M1,
      { config: 'version = 2\nx = [\n' },
      '/etc/containerd/config.toml:3:1: Unspecified values are invalid',
    ],
    [
      'a config.toml that containerd refuses',
      M1,
      {
        config: 'version = 9\n',
        facts: { dump: { kind: 'refused', reason: 'expected containerd config version equal to or less than 2' } },
      },
      '/etc/containerd/config.toml is broken already, containerd would not survive a restart: expected containerd config version equal to or less than 2',
    ],
    [
      'a file of version 1 on containerd 2',
      M1,
      { version: '2.1.9', config: '[plugins.cri]\n' },
      '/etc/containerd/config.toml is of version 1: containerd 2.1.9 ignores registry settings in it',
    ],
    [
      'a file of version 3 on containerd 1',
      M1,
      { config: 'version = 3\n' },
      '/etc/containerd/config.toml is of version 3: containerd 1.7.24 reads versions up to 2',
    ],
    [
      'a folder of Spegel',
      M1,
      { config: SET_V2, facts: { folder: { exists: true, names: ['_backup'] } } },
      '/etc/containerd/certs.d has a _backup folder: Spegel writes and cleans this folder itself',
    ],
    [
      'a generated hosts.toml',
      M1,
      { config: SET_V2, hosts: '# File generated by k3s. DO NOT EDIT.\n' },
      `${HOSTS_PATH} is managed by another tool: it says "# File generated by k3s. DO NOT EDIT."`,
    ],
    [
      'a managed config.toml',
      M1,
      { config: '# Ansible managed\nversion = 2\n' },
      '/etc/containerd/config.toml is managed by another tool: it says "# Ansible managed"',
    ],
    [
      'a missing CA file',
      M1,
      { config: SET_V2, facts: { missingCa: ['/ca.pem'] } },
      'CA files are missing on the host, every pull would fail: /ca.pem',
    ],
  ])('refuses %s', (_situation, args, host, message) => {
    expect(refusalOf(args, host)).toMatchObject({ message })
  })
})

function never(): never {
  throw new Error('the sample is TOML')
}

test.each([
  [
    { mirrors: { 'docker.io': ['m1'] } },
    'containerd_registry: mirrors: mirror m1: the scheme is missing (write https://m1, or http:// if it has no TLS)',
  ],
  [
    { mirrors: { 'index.docker.io': [] } },
    'containerd_registry: mirrors: index.docker.io is not how images name Docker Hub: its folder would never be read (write docker.io)',
  ],
  [
    { server: { 'docker.io': 'https://docker.io' } },
    'containerd_registry: server: server https://docker.io: that is a web site, not a registry (write https://registry-1.docker.io)',
  ],
  [
    { config_path: '/a:/b' },
    'containerd_registry: config_path: expected one absolute folder: a list of two is not read by containerd 2.1 and later',
  ],
])('refuses %o before any connection', (args, message) => {
  expect(containerdRegistry.check(args)).toMatchObject({ code: 'MODULE_ARGS_INVALID', message })
})
