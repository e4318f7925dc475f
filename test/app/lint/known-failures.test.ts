import { describe, expect, test } from '@jest/globals'
import { lintBytes, type Runtimes } from '../../../src/app/lint/lint-bytes.ts'
import type { RegistryKind } from '../../../src/app/lint/lint-kind.ts'
import { parseDockerdFlags } from '../../../src/registry/docker/dockerd-flags.ts'

const V2_MIRRORS =
  'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n'
const V2_PATH = '[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n'
const V3 = "version = 3\n[plugins.'io.containerd.cri.v1.images'.registry]\n"
const HOST = '[host."https://m"]\ncapabilities = ["pull", "resolve"]\n'
const HOSTS_FILE = '/etc/containerd/certs.d/docker.io/hosts.toml'

interface Failure {
  readonly thread: string
  readonly what: string
  readonly file: string
  readonly kind: RegistryKind
  readonly text: string
  readonly runtimes: Runtimes
  readonly finding: string
}

/** What took hosts down in the field, as the files that did it, and the first thing that is said of each. */
const FAILURES: readonly Failure[] = [
  {
    thread: 'containerd/containerd#5306',
    what: 'mirrors and config_path together: CRI is gone while containerd is active',
    file: '/etc/containerd/config.toml',
    kind: 'config.toml',
    text: V2_MIRRORS + V2_PATH,
    runtimes: { containerd: '1.7.24' },
    finding: 'fatal mirrors-and-config-path',
  },
  {
    thread: 'containerd/containerd#12612',
    what: 'mirrors that worked in 2.1: the default of 2.2.0 collides with them',
    file: '/etc/containerd/config.toml',
    kind: 'config.toml',
    text: V2_MIRRORS,
    runtimes: { containerd: '2.2.0' },
    finding: 'fatal default-config-path',
  },
  {
    thread: 'containerd/containerd#12808',
    what: 'two folders in config_path: pulls go to the upstream',
    file: '/etc/containerd/config.toml',
    kind: 'config.toml',
    text: `${V3}config_path = "/etc/containerd/certs.d:/etc/docker/certs.d"\n`,
    runtimes: { containerd: '2.2.2' },
    finding: 'ignored several-config-paths',
  },
  {
    thread: 'k3s-io/k3s#9983',
    what: 'a hosts.toml with a server alone',
    file: HOSTS_FILE,
    kind: 'hosts.toml',
    text: 'server = "https://m"\n',
    runtimes: { containerd: '1.7.24' },
    finding: 'ignored server-only',
  },
  {
    thread: 'containerd/containerd#7400',
    what: 'docker.io as server: its web site answers',
    file: HOSTS_FILE,
    kind: 'hosts.toml',
    text: `server = "https://docker.io"\n${HOST}`,
    runtimes: { containerd: '2.1.9' },
    finding: 'fatal server',
  },
  {
    thread: 'containerd/containerd#7896',
    what: 'a file named host.toml',
    file: '/etc/containerd/certs.d/docker.io/host.toml',
    kind: 'hosts.toml',
    text: HOST,
    runtimes: { containerd: '2.1.9' },
    finding: 'ignored file-name',
  },
  {
    thread: 'containerd/containerd#7896',
    what: 'a folder named after the upstream of Docker Hub',
    file: '/etc/containerd/certs.d/registry-1.docker.io/hosts.toml',
    kind: 'hosts.toml',
    text: HOST,
    runtimes: { containerd: '2.1.9' },
    finding: 'ignored directory-name',
  },
  {
    thread: 'containerd/containerd#8053',
    what: '_default, which old versions do not read',
    file: '/etc/containerd/certs.d/_default/hosts.toml',
    kind: 'hosts.toml',
    text: HOST,
    runtimes: { containerd: '1.6.8' },
    finding: 'ignored directory-name',
  },
  {
    thread: 'containerd/containerd#10660',
    what: 'a dial timeout that this version does not know: a dead mirror costs 30 s a request',
    file: HOSTS_FILE,
    kind: 'hosts.toml',
    text: `${HOST}dial_timeout = "2s"\n`,
    runtimes: { containerd: '1.7.24' },
    finding: 'ignored no-effect',
  },
  {
    thread: 'moby/moby#22339',
    what: 'hosts in the file and in the unit',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '{"hosts": ["fd://"]}',
    runtimes: { docker: '26.1.5' },
    finding: 'fatal flag-conflict',
  },
  {
    thread: 'moby/moby#44905',
    what: 'a second object that was appended, from 23.0',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '{"debug": true}\n{"registry-mirrors": []}\n',
    runtimes: { docker: '26.1.5' },
    finding: 'fatal trailing-content',
  },
  {
    thread: 'moby/moby#41268',
    what: 'an empty file, before 23.0',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '\n',
    runtimes: { docker: '20.10.24' },
    finding: 'fatal empty-file',
  },
  {
    thread: 'moby/moby#36598',
    what: 'a mirror with a path, up to 24.0.7',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '{"registry-mirrors": ["https://m/proj"]}',
    runtimes: { docker: '24.0.7' },
    finding: 'fatal mirror',
  },
  {
    thread: 'NVIDIA/gpu-operator#301',
    what: 'an import whose section replaces that of the main file, in 1.x',
    file: '/etc/containerd/config.toml',
    kind: 'config.toml',
    text: `imports = ["/etc/containerd/conf.d/*.toml"]\nversion = 2\n${V2_PATH}`,
    runtimes: { containerd: '1.7.24' },
    finding: 'warning import-replaces-section',
  },
  {
    thread: 'k3s-io/k3s#13215',
    what: "TLS settings under the upstream's name instead of the mirror's",
    file: '/etc/rancher/k3s/registries.yaml',
    kind: 'registries.yaml',
    text: 'mirrors:\n  docker.io:\n    endpoint: ["https://m:5000"]\nconfigs:\n  docker.io:\n    tls: {insecure_skip_verify: true}\n',
    runtimes: {},
    finding: 'warning host-key',
  },
  {
    thread: 'kubernetes-sigs/kubespray#9371',
    what: 'a scheme in the key of configs',
    file: '/etc/containerd/config.toml',
    kind: 'config.toml',
    text: `version = 2\n${V2_PATH}configs."https://m".auth.username = "u"\n`,
    runtimes: { containerd: '1.7.24' },
    finding: 'ignored host-key',
  },
  {
    thread: 'SUSE-Enceladus/cloud-regionsrv-client#197',
    what: 'a mirror without a scheme, written by an agent: dockerd is down at the next boot',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '{"registry-mirrors": ["mirror.example"]}',
    runtimes: { docker: '26.1.5' },
    finding: 'fatal mirror',
  },
  {
    thread: 'moby/moby#21000',
    what: 'the name of the flag instead of the key',
    file: '/etc/docker/daemon.json',
    kind: 'daemon.json',
    text: '{"registry-mirror": ["https://m"]}',
    runtimes: { docker: '28.5.2' },
    finding: 'ignored flag-name',
  },
]

describe('what took hosts down elsewhere is found before it is read', () => {
  test.each(FAILURES)('$thread: $what', ({ kind, file, text, runtimes, finding }) => {
    const flags = parseDockerdFlags(['-H', 'fd://'])

    const found = lintBytes(kind, file, Buffer.from(text), { runtimes, flags })

    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toContain(finding)
    expect(found.every(({ message, line }) => message.length > 20 && line >= 1)).toBe(true)
  })
})
