import { describe, expect, test } from '@jest/globals'
import { readRegistrySettings } from '../../../src/registry/containerd/config-toml.ts'
import { convertMirrors, removeMirrors } from '../../../src/registry/containerd/convert-mirrors.ts'
import { registryFinding, serverFinding } from '../../../src/registry/containerd/host-directory.ts'
import { mirrorHostFindings, plainMirror } from '../../../src/registry/containerd/mirror-host.ts'
import { readHostsToml } from '../../../src/registry/containerd/read-hosts-toml.ts'
import { editHostsToml, renderHostsToml } from '../../../src/registry/containerd/write-hosts-toml.ts'

const M1 = plainMirror('https://m1')
const M2 = plainMirror('http://m2:5000')

describe('hosts.toml', () => {
  test('is written as tables in order, and read back as containerd reads it', () => {
    const text = renderHostsToml({
      server: 'https://registry-1.docker.io',
      hosts: [M2, { ...M1, skipVerify: true, ca: ['/ca'] }],
    })

    expect(text).toBe(
      'server = "https://registry-1.docker.io"\n\n[host."http://m2:5000"]\n  capabilities = ["pull", "resolve"]\n\n' +
        '[host."https://m1"]\n  capabilities = ["pull", "resolve"]\n  ca = "/ca"\n  skip_verify = true\n',
    )
    expect(readHostsToml(text)).toMatchObject({
      ok: true,
      value: { hosts: [{ url: 'http://m2:5000' }, { url: 'https://m1' }] },
    })
  })

  test('keeps comments, headers and client certificates of hosts that stay, in a new order', () => {
    const text =
      'server = "https://up"\n\n# the near one\n[host."https://m1"]\n  capabilities = ["pull", "resolve"]\n' +
      '  [host."https://m1".header]\n    x-team = "a"\n\n[host."https://gone"]\n  capabilities = ["pull"]\n'

    expect(editHostsToml(text, { hosts: [M2, M1] })).toEqual({
      ok: true,
      value:
        'server = "https://up"\n\n[host."http://m2:5000"]\n  capabilities = ["pull", "resolve"]\n\n# the near one\n' +
        '[host."https://m1"]\n  capabilities = ["pull", "resolve"]\n  [host."https://m1".header]\n    x-team = "a"\n\n',
    })
  })

  test('leaves a file alone that says the same in other words', () => {
    const text = "[host.'https://m1']\ncapabilities = ['resolve', 'pull']\n"

    expect(editHostsToml(text, { hosts: [M1] })).toEqual({ ok: true, value: text })
  })

  test('refuses a host as an inline table, which containerd 2 ignores', () => {
    expect(editHostsToml('host."https://m1" = {}\n', { hosts: [M1] })).toMatchObject({
      ok: false,
      error: { line: 1, message: 'a host written as an inline table or dotted key, which containerd 2 ignores' },
    })
  })

  test.each([
    [{ ...M1, url: 'm1' }, '1.7.24', 'mirror m1: the scheme is missing'],
    [{ ...M1, dialTimeout: '2s' }, '1.7.24', 'mirror https://m1: dial_timeout is ignored by containerd before 2.0.7'],
    [
      { ...M1, dialTimeout: 'soon' },
      '2.1.9',
      'mirror https://m1: dial_timeout soon is not a duration such as 2s or 500ms',
    ],
    [{ ...M1, ca: ['ca.pem'] }, '2.1.9', 'mirror https://m1: ca ca.pem must be an absolute path on the host'],
  ])('finds fault with %o on containerd %s', (host, version, message) => {
    expect(mirrorHostFindings(host, version).map((finding) => finding.message)).toEqual([message])
  })

  test('knows the names that are never looked up', () => {
    expect(registryFinding('registry-1.docker.io')).toMatchObject({ fix: 'write docker.io' })
    expect(serverFinding('https://docker.io')).toMatchObject({ fix: 'write https://registry-1.docker.io' })
    expect(serverFinding('https://registry-1.docker.io')).toBeUndefined()
  })
})

describe('deprecated mirrors', () => {
  const V2 = `version = 2
[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
  endpoint = ["https://m1", "https://h/v2/proj", "https://registry-1.docker.io"]
[plugins."io.containerd.grpc.v1.cri".registry.configs."m1".tls]
  insecure_skip_verify = true
[plugins."io.containerd.grpc.v1.cri".registry.configs."m1".auth]
  username = "u"
`

  test('become hosts with their TLS settings, a path taken as it is written, the upstream left out', () => {
    const settings = readRegistrySettings(V2)
    if (!settings.ok) throw new Error('the sample is TOML')

    expect(convertMirrors(settings.value)).toEqual({
      'docker.io': [
        { ...M1, skipVerify: true },
        { ...M1, url: 'https://h/v2/proj', overridePath: true },
      ],
    })
  })

  test('are taken out of config.toml with their tls, and auth stays', () => {
    const settings = readRegistrySettings(V2)
    if (!settings.ok) throw new Error('the sample is TOML')

    expect(removeMirrors(V2, settings.value)).toEqual({
      ok: true,
      value: 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."m1".auth]\n  username = "u"\n',
    })
  })
})
