import { describe, expect, test } from '@jest/globals'
import { validateConfigToml } from '../../../src/registry/containerd/validate-config-toml.ts'

const V2 = 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n'
const V3 = "version = 3\n[plugins.'io.containerd.cri.v1.images'.registry]\n"
const MIRRORS = '[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n'
const PATH = 'config_path = "/etc/containerd/certs.d"\n'

function said(text: string, version: string): string[] {
  return validateConfigToml(text, version).map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  )
}

describe('validateConfigToml', () => {
  test.each([
    ['1.6.20', ''],
    ['1.7.24', V2 + PATH],
    ['2.1.9', V3 + PATH],
    ['2.2.0', V2 + PATH],
    ['1.7.24', 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nsandbox_image = "p"\n[timeouts]\na = "5s"\n'],
  ])('finds nothing in containerd %s with %j', (version, text) => {
    expect(said(text, version)).toEqual([])
  })

  test.each([
    ['1.7.24', V3 + PATH, 'fatal config-version 1:1'],
    ['2.2.0', 'version = 4\n', 'fatal config-version 1:1'],
    ['1.7.24', V2 + PATH + MIRRORS, 'fatal mirrors-and-config-path 4:1'],
    ['2.2.1', `version = 2\n${MIRRORS}`, 'fatal default-config-path 2:1'],
    ['2.1.9', `version = 2\n${MIRRORS}`, 'warning deprecated 2:1'],
    ['1.7.24', `${V2}${PATH}configs."m".tls.insecure_skip_verify = true\n`, 'fatal tls-and-config-path 4:1'],
    ['2.1.9', `${V2}${PATH}configs."m".tls.insecure_skip_verify = true\n`, 'ignored no-effect 4:1'],
    ['1.7.24', `${V2}configs."https://m".auth.username = "u"\n`, 'ignored host-key 3:1'],
    ['2.1.9', `${V3}config_path = "/a:/b"\n`, 'ignored several-config-paths 3:1'],
    ['2.2.2', V3, 'warning no-config-path 2:1'],
    [
      '2.1.9',
      `version = 3\n[plugins."io.containerd.grpc.v1.cri".registry]\n${PATH}`,
      'ignored plugin-of-other-version 2:1',
    ],
    ['1.7.24', `[plugins."io.containerd.grpc.v1.cri".registry]\n${PATH}`, 'ignored plugin-of-other-version 1:1'],
    ['1.7.24', `imports = ["/x/*.toml"]\n${V2}${PATH}`, 'warning import-replaces-section 1:1'],
    [
      '1.6.20',
      'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nimage_pull_progress_timeout = "5m"\n',
      'ignored no-effect 3:1',
    ],
    [
      '2.1.9',
      "version = 3\n[plugins.'io.containerd.cri.v1.images']\nmax_concurrent_downloads = 10\n",
      'warning local-pull 3:1',
    ],
    [
      '2.1.9',
      'version = 3\n[plugins.\'io.containerd.cri.v1.images\']\nmax_concurrent_downloads = "10"\n',
      'fatal wrong-type 3:1',
    ],
    [
      '2.1.9',
      'version = 3\n[plugins.\'io.containerd.cri.v1.images\']\nimage_pull_progress_timeout = "5"\n',
      'fatal duration 3:1',
    ],
    ['1.7.24', `${V2}config_paht = "/a"\n`, 'ignored unknown-key 3:1'],
    ['1.7.24', 'version = 2\nrequired_plugins = ["cri"]\n', 'fatal required-plugin 2:1'],
    ['1.7.24', `version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n${MIRRORS}`, 'ignored cri-disabled 3:1'],
    ['1.7.24', 'version = \n', 'fatal syntax 2:1'],
  ])('tells containerd %s with %j', (version, text, expected) => {
    expect(said(text, version)).toContain(expected)
  })
})
