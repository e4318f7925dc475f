import { before, between, since, type Capabilities } from './capability.ts'

/** What versions of dockerd do differently with their configuration. */
export const DOCKER = {
  'mirrors-reload': {
    versions: since('17.4.0'),
    what: 'registry-mirrors is taken in by a reload',
    source: 'moby/moby#29650',
  },
  'bad-mirrors-pass-unseen': {
    versions: before('17.7.0'),
    what: 'a bad entry of registry-mirrors in the file is dropped without a word instead of stopping the daemon',
    source: 'moby/moby#34476, #36598',
  },
  'validate-flag': {
    versions: since('23.0.0'),
    what: 'dockerd --validate checks a file without starting (never insecure-registries)',
    source: 'moby v23.0 cmd/dockerd/options.go',
  },
  'validate-checks-mirrors': {
    versions: since('28.3.0'),
    what: 'dockerd --validate checks registry-mirrors too',
    source: 'moby/moby#50233, #50240',
  },
  'validate-checks-system': {
    versions: since('29.3.0'),
    what: 'dockerd --validate checks root and kernel too: it runs on the host alone',
    source: 'moby daemon/command/daemon.go',
  },
  'empty-file': {
    versions: since('23.0.0'),
    what: 'an empty daemon.json counts as {}; before, the daemon does not start with it',
    source: 'moby/moby#41268',
  },
  'trailing-content-refused': {
    versions: since('23.0.0'),
    what: 'text after the closing brace stops the daemon; before, it is not read',
    source: 'moby/moby#44905',
  },
  'encodings-by-mark': {
    versions: since('23.0.0'),
    what: 'a byte order mark is understood, UTF-16 with one too; before, either stops the daemon',
    source: 'moby v23.0 daemon/config/config.go',
  },
  'invalid-utf8-refused': {
    versions: since('23.0.0'),
    what: 'bytes that are not UTF-8 stop the daemon; before, each becomes U+FFFD',
    source: 'moby v23.0 daemon/config/config.go',
  },
  'zero-means-default': {
    versions: since('23.0.0'),
    what: 'max-download-attempts: 0 means the default; before, it stops the daemon',
    source: 'moby v20.10.27 daemon/config/config.go (ValidateMaxDownloadAttempts)',
  },
  'negative-diagnostic-port-refused': {
    versions: since('28.0.0'),
    what: 'a negative network-diagnostic-port stops the daemon',
    source: 'seen on 26.1.5 and 28.5.2',
  },
  'ip6tables-without-experimental': {
    versions: since('27.0.0'),
    what: 'ip6tables works by itself; before, the daemon starts with it only where experimental is set too',
    source: 'moby/moby#47747; seen on 20.10.24 and 26.1.5',
  },
  'ipv6-needs-subnet': {
    versions: before('28.0.0'),
    what: 'ipv6 without fixed-cidr-v6 stops the daemon',
    source: 'moby/moby#48319; seen on 20.10.24 and 26.1.5',
  },
  'address-pools-parsed': {
    versions: since('28.0.0'),
    what: 'a base in default-address-pools that is no network stops the daemon as it reads the file',
    source: 'seen on 26.1.5 and 28.5.2',
  },
  'log-level-checked': {
    versions: since('23.0.0'),
    what: 'log-level: warning is refused (warn is meant); before, it is taken',
    source: 'seen on 20.10.24 and 26.1.5',
  },
  'negative-mtu-refused': {
    versions: since('23.0.0'),
    what: 'a negative mtu stops the daemon',
    source: 'seen on 20.10.24 and 26.1.5',
  },
  'bracketed-insecure-address': {
    versions: since('23.0.0'),
    what: 'insecure-registries takes [::1] without a port; before, it stops the daemon',
    source: 'seen on 20.10.24 and 26.1.5',
  },
  'mirror-with-path': {
    versions: since('24.0.8'),
    what: 'a mirror may have a path, which goes before /v2/; before, it stops the daemon',
    source: 'moby v24.0.8 registry/config.go (ValidateMirror)',
  },
  'reload-is-whole': {
    versions: since('25.0.0'),
    what: 'a reload that fails half way changes nothing; before, it leaves a mix',
    source: 'moby v25.0 daemon/reload.go (reloadTxn)',
  },
  'snapshotter-reload-panics': {
    versions: between('24.0.0', '25.0.0'),
    what: 'a reload ends the daemon where features.containerd-snapshotter is on',
    source: 'moby v24.0 daemon/containerd/service.go (UpdateConfig)',
  },
  'build-mirrors-live': {
    versions: since('25.0.0'),
    what: 'docker build follows registry-mirrors as they are reloaded; before, as they were at start',
    source: 'moby v25.0 builder/builder-next',
  },
  'hosts-toml': {
    versions: since('28.0.0'),
    what: '/etc/docker/certs.d/<host>/hosts.toml is read by docker build, and by docker pull with the containerd image store',
    source: 'moby v28.0 daemon/hosts.go',
  },
  'loopback-v6-insecure': {
    versions: since('28.0.0'),
    what: '::1/128 is insecure by itself, as 127.0.0.0/8 is',
    source: 'moby v28.0 registry/config.go',
  },
  'loopback-ports-closed': {
    versions: since('28.0.0'),
    what: 'a port published on 127.0.0.1 is no longer reached from the same network segment',
    source: 'moby/moby#45610',
  },
  'containerd-store-default': {
    versions: since('29.0.0'),
    what: 'a new installation keeps its images in the containerd image store',
    source: 'moby v29.0 daemon/image_store_choice.go',
  },
  'reload-is-notified': {
    versions: since('29.3.0'),
    what: 'dockerd tells systemd of a reload and of its end',
    source: 'moby v29.3 daemon/command/daemon.go (notifyReloading)',
  },
  'token-requests-follow-tls-settings': {
    versions: since('29.5.0'),
    what: 'with the containerd image store a private CA and insecure-registries count for token requests too',
    source: 'moby/moby#52600',
  },
  'containerd-store-transfer-limits': {
    versions: since('29.7.0'),
    what: 'max-concurrent-downloads and -uploads count with the containerd image store too',
    source: 'moby/moby#46610',
  },
  'invalid-json-prefix': {
    versions: since('29.7.0'),
    what: 'errors of the file begin with "invalid JSON:"',
    source: 'moby v29.7 daemon/config/config.go',
  },
  'live-restore-reload-refused-in-swarm': {
    versions: before('23.0.0'),
    what: 'a reload that switches live-restore on is refused on a swarm node; later it is taken, and the next start fails',
    source: 'moby v20.10 daemon/reload.go, daemon/cluster/cluster.go',
  },
  'unit-requires-containerd': {
    versions: before('23.0.0'),
    what: "the packaged unit is tied to containerd's (BindsTo or Requires): a restart of containerd restarts dockerd",
    source: 'docker-ce-packaging 22f15d4137, c4c2d89b4e',
  },
} as const satisfies Capabilities
