import { describe, expect, test } from '@jest/globals'
import { plainMirror, type MirrorHost } from '../../../src/registry/containerd/mirror-host.ts'
import { NOTHING_DESIRED, type Desired } from '../../../src/registry/desired/desired.ts'
import { forBuildkit } from '../../../src/registry/desired/for-buildkit.ts'
import { forContainerd } from '../../../src/registry/desired/for-containerd.ts'
import { forContainers } from '../../../src/registry/desired/for-containers.ts'
import { forDocker } from '../../../src/registry/desired/for-docker.ts'
import { forK3s } from '../../../src/registry/desired/for-k3s.ts'
import { locationOf } from '../../../src/registry/desired/mirror-features.ts'
import type { ImageStore } from '../../../src/registry/docker/action-for.ts'

const mirror = (url: string, more: Partial<MirrorHost> = {}): MirrorHost => ({ ...plainMirror(url), ...more })
const want = (mirrors: Record<string, MirrorHost[]>, more: Partial<Desired> = {}): Desired => ({
  ...NOTHING_DESIRED,
  ...more,
  mirrors,
})
const HARBOR = mirror('https://h/v2/proj', { overridePath: true })

describe('what dockerd cannot have', () => {
  test.each<[string, Desired, string, ImageStore, RegExp | undefined]>([
    [
      'a plain mirror of Docker Hub',
      want({ 'docker.io': [mirror('http://m:5000')] }),
      '20.10.24',
      'graphdriver',
      undefined,
    ],
    [
      'a path before 24.0.8',
      want({ 'docker.io': [mirror('https://m/p')] }),
      '24.0.7',
      'graphdriver',
      /before 24\.0\.8/,
    ],
    ['a path since', want({ 'docker.io': [mirror('https://m/p')] }), '24.0.8', 'graphdriver', undefined],
    ['a Harbor project', want({ 'docker.io': [HARBOR] }), '28.5.2', 'graphdriver', /always asks URL\/v2\//],
    [
      'a mirror of ghcr.io before 28',
      want({ 'ghcr.io': [mirror('https://m')] }),
      '27.5.1',
      'containerd',
      /needs Docker 28\.0\.0/,
    ],
    [
      'a mirror of ghcr.io for pulls of the old store',
      want({ 'ghcr.io': [mirror('https://m')] }),
      '28.0.0',
      'graphdriver',
      /docker build alone reads/,
    ],
    [
      'a mirror of ghcr.io with the containerd store',
      want({ 'ghcr.io': [mirror('https://m')] }),
      '28.0.0',
      'containerd',
      undefined,
    ],
    ['parallel pulls in an old containerd store', want({}, { parallelPulls: 5 }), '29.6.0', 'containerd', /ignores it/],
    ['parallel pulls in a new containerd store', want({}, { parallelPulls: 5 }), '29.7.0', 'containerd', undefined],
    ['retries in a containerd store', want({}, { retries: 5 }), '29.7.0', 'containerd', /ignores it/],
    ['proxies before 23', want({}, { proxies: { http: 'http://p' } }), '20.10.24', 'graphdriver', /would not start/],
    [
      'a dial timeout',
      want({ 'docker.io': [mirror('http://m', { dialTimeout: '2s' })] }),
      '28.5.2',
      'graphdriver',
      /30 seconds/,
    ],
    [
      'an authority of a mirror with the containerd store',
      want({ 'docker.io': [mirror('https://m', { ca: ['/ca.pem'] })] }),
      '29.7.0',
      'containerd',
      /does not look into the folder of a mirror/,
    ],
  ])('%s', (_, desired, version, store, gap) => {
    const share = forDocker(desired, { version, store })

    if (gap === undefined) expect(share.notExpressible).toEqual([])
    else expect(share.notExpressible.join('\n')).toMatch(gap)
  })

  test('leaves out of daemon.json what would stop it, and keeps the rest in order', () => {
    const desired = want({ 'docker.io': [mirror('http://a'), mirror('https://b/path'), mirror('http://c')] })

    expect(forDocker(desired, { version: '20.10.24', store: 'graphdriver' }).mirrors).toEqual(['http://a', 'http://c'])
  })

  test('skip_verify makes a mirror insecure, and that is said', () => {
    const desired = want({ 'docker.io': [mirror('https://m:5000', { skipVerify: true })] }, { insecure: ['reg:1'] })

    const share = forDocker(desired, { version: '26.1.5', store: 'graphdriver' })

    expect(share.insecure).toEqual(['reg:1', 'm:5000'])
    expect(share.applies.join()).toContain('m:5000 becomes insecure')
  })
})

describe('what containerd makes of it', () => {
  test('an insecure registry is asked by TLS without a check, then by plain HTTP', () => {
    const { hosts, notExpressible } = forContainerd(want({}, { insecure: ['reg:5000'] }), '1.6.20')

    expect(hosts['reg:5000']?.map(({ url, skipVerify }) => [url, skipVerify])).toEqual([
      ['https://reg:5000', true],
      ['http://reg:5000', false],
    ])
    expect(notExpressible).toEqual([])
  })

  test.each<[string, Desired, string, RegExp]>([
    ['a CIDR', want({}, { insecure: ['10.0.0.0/8'] }), '2.1.9', /named by host, not by network/],
    ['a dial timeout on 1.x', want({ 'docker.io': [mirror('http://m', { dialTimeout: '2s' })] }), '1.7.24', /2\.0\.7/],
    ['retries', want({}, { retries: 2 }), '2.1.0', /no such setting/],
    ['proxies', want({}, { proxies: { http: 'http://p' } }), '2.1.0', /environment of its unit/],
  ])('%s cannot be had', (_, desired, version, gap) => {
    expect(forContainerd(desired, version).notExpressible.join()).toMatch(gap)
  })
})

describe('one URL, several meanings', () => {
  test.each<[MirrorHost, string | undefined]>([
    [mirror('https://h'), 'h'],
    [mirror('http://h:5000/'), 'h:5000'],
    [mirror('https://h/v2'), 'h'],
    [HARBOR, 'h/proj'],
    [mirror('https://h/v2', { overridePath: true }), 'h'],
    [mirror('https://h/proj'), undefined],
    [mirror('https://h/proj', { overridePath: true }), undefined],
    [mirror('https://h/v2x', { overridePath: true }), undefined],
  ])('%j is %p for those who always ask HOST/v2/PATH', (host, location) => {
    expect(locationOf(host)).toBe(location)
  })
})

describe('the other runtimes', () => {
  const desired = want(
    {
      'docker.io': [
        mirror('http://m:5000'),
        mirror('https://t', { skipVerify: true, ca: ['/ca.pem'], client: [['/c', '/k']] }),
      ],
      _default: [mirror('http://d')],
    },
    { insecure: ['reg:5000'] },
  )

  test('k3s: TLS is keyed by the host that is asked, _default is *', () => {
    const { endpoints, tls, notExpressible } = forK3s(desired)

    expect(endpoints).toEqual({
      'docker.io': ['http://m:5000', 'https://t'],
      '*': ['http://d'],
      'reg:5000': ['https://reg:5000', 'http://reg:5000'],
    })
    expect(tls).toEqual({
      t: { ca_file: '/ca.pem', cert_file: '/c', key_file: '/k', insecure_skip_verify: true },
      'reg:5000': { insecure_skip_verify: true },
    })
    expect(notExpressible).toEqual([])
  })

  test('podman and CRI-O: no schemes, plain HTTP is insecure, no entry for all', () => {
    const { registries, notExpressible } = forContainers(desired)

    expect(registries).toEqual([
      {
        location: 'docker.io',
        insecure: false,
        mirrors: [
          { location: 'm:5000', insecure: true },
          { location: 't', insecure: true },
        ],
      },
      { location: 'reg:5000', insecure: true, mirrors: [] },
    ])
    expect(notExpressible.join('\n')).toMatch(/ca of https:\/\/t[^]*client of https:\/\/t[^]*every other registry/)
  })

  test('podman and CRI-O: a mirror without resolve is asked for digests alone', () => {
    const { registries, notExpressible } = forContainers(
      want({ 'docker.io': [mirror('http://m', { capabilities: ['pull'] })] }),
    )

    expect(registries[0]?.mirrors).toEqual([{ location: 'm', insecure: true, pullFrom: 'digest-only' }])
    expect(notExpressible).toEqual([])
  })

  test('BuildKit: mirrors at the registry, HTTP and trust at the mirror', () => {
    const { registries, notExpressible } = forBuildkit(desired)

    expect(registries).toEqual({
      'docker.io': { mirrors: ['m:5000', 't'] },
      'm:5000': { http: true },
      t: { insecure: true, ca: ['/ca.pem'] },
      'reg:5000': { http: true, insecure: true },
    })
    expect(notExpressible.join('\n')).toMatch(/keypair tables[^]*every other registry/)
  })

  test.each([
    ['k3s', forK3s],
    ['podman', forContainers],
    ['BuildKit', forBuildkit],
  ])('%s says what it has no place for', (_, share) => {
    const all = want(
      { 'docker.io': [mirror('https://h/proj', { dialTimeout: '1s', capabilities: ['push'] })] },
      { insecure: ['10.0.0.0/8'], parallelPulls: 3, retries: 2, proxies: {} },
    )

    const gaps = share(all).notExpressible.join('\n')

    for (const part of [
      'path of',
      'dial_timeout',
      'capabilities',
      '10.0.0.0/8',
      'parallel_pulls',
      'retries',
      'proxies',
    ]) {
      expect(gaps).toContain(part)
    }
  })
})
