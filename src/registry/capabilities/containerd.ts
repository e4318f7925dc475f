import { before, between, since, type Capabilities } from './capability.ts'

/** What versions of containerd do differently with their configuration. */
export const CONTAINERD = {
  'config-path': {
    versions: since('1.5.0'),
    what: 'CRI reads registry.config_path and the hosts.toml files below it',
    source: 'containerd v1.5 pkg/cri/config/config.go',
  },
  'default-directory': {
    versions: since('1.6.17'),
    what: 'the directory _default stands for every registry without one of its own',
    source: 'containerd/containerd#8053',
  },
  'server-only-hosts-toml': {
    versions: since('1.7.32'),
    what: 'a hosts.toml without a [host] table is read; before, it is refused in the log and pulls go to the upstream',
    source: 'containerd/containerd#13212',
  },
  'dial-timeout': {
    versions: since('2.0.7'),
    what: 'dial_timeout of hosts.toml is read; before, it is ignored',
    source: 'containerd v2.0.7 core/remotes/docker/config/hosts.go',
  },
  'referrers-capability': {
    versions: since('2.2.0'),
    what: 'referrers is a capability; before, the whole hosts.toml is refused in the log',
    source: 'containerd v2.2 core/remotes/docker/config/hosts.go',
  },
  'hosts-by-line-number': {
    versions: before('2.0.0'),
    what: 'hosts written as inline tables or dotted keys count; later they are ignored',
    source: 'containerd v1.7 remotes/docker/config/hosts.go (getSortedHosts)',
  },
  'toml-1.0-parser': {
    versions: since('2.0.0'),
    what: 'TOML is read by go-toml/v2 (TOML 1.0); before, by go-toml v1',
    source: 'containerd v2.0 go.mod',
  },
  'config-version-2': {
    versions: since('1.3.0'),
    what: 'config.toml may say version = 2 (names such as io.containerd.grpc.v1.cri)',
    source: 'containerd docs/PLUGINS.md',
  },
  'config-version-3': {
    versions: since('2.0.0'),
    what: 'config.toml may say version = 3 (io.containerd.cri.v1.images and .runtime); before, it stops the daemon',
    source: 'containerd docs/containerd-2.0.md',
  },
  'config-version-4': {
    versions: since('2.3.0'),
    what: 'config.toml may say version = 4 (io.containerd.server.v1.*); before, it stops the daemon',
    source: 'containerd version/version.go',
  },
  'config-version-checked': {
    versions: since('1.7.0'),
    what: 'a version of config.toml that is too new stops the daemon; before, the file is read as one of version 2',
    source: 'seen on 1.6.20 and 1.7.24',
  },
  'plugin-names-checked': {
    versions: before('2.0.0'),
    what: 'a plugin in [plugins] or disabled_plugins that is not named as io.containerd.TYPE.vN... stops the daemon',
    source: 'seen on 1.6.20, 1.7.24 and 2.1.9',
  },
  'config-migrate': {
    versions: since('2.0.0'),
    what: 'containerd config migrate prints the file in the newest version that this binary reads',
    source: 'containerd v2.0 cmd/containerd/command/config.go',
  },
  'deep-merge-of-imports': {
    versions: since('2.0.0'),
    what: "an imported file adds to a plugin's section; before, it replaces the whole section",
    source: 'containerd a21e379b6',
  },
  'imports-conf-d': {
    versions: since('2.2.0'),
    what: '/etc/containerd/conf.d/*.toml is imported where the file does not set imports; before, it is not read',
    source: 'containerd v2.2 defaults/defaults_unix.go',
  },
  'configs-tls': {
    versions: before('2.0.0'),
    what: 'registry.configs.HOST.tls is read; later it is ignored',
    source: 'containerd docs/containerd-2.0.md',
  },
  'two-default-config-paths': {
    versions: since('2.2.0'),
    what: 'config_path is by default /etc/containerd/certs.d:/etc/docker/certs.d',
    source: 'containerd v2.2 plugins/cri/images/plugin.go',
  },
  'default-config-path-meets-mirrors': {
    versions: between('2.2.0', '2.2.2'),
    what: 'mirrors without config_path collides with the default config_path: CRI does not load',
    source: 'containerd/containerd#12612',
  },
  'transfer-service-pulls': {
    versions: since('2.1.0'),
    what: 'CRI pulls through the transfer service, which does not split a config_path of several folders, unless some settings bring back the local pull',
    source: 'containerd/containerd#12808, internal/cri/config/config.go',
  },
  'image-pull-progress-timeout': {
    versions: since('1.7.0'),
    what: 'image_pull_progress_timeout is read (default 1m up to 1.7.9, 5m later)',
    source: 'containerd v1.7 pkg/cri/config/config.go',
  },
  'pull-progress-timeout-5m': {
    versions: since('1.7.10'),
    what: 'image_pull_progress_timeout is 5m by default; before, 1m',
    source: 'containerd v1.7.10 pkg/cri/config/config.go',
  },
  'image-pull-with-sync-fs': {
    versions: since('1.7.0'),
    what: 'image_pull_with_sync_fs is read',
    source: 'containerd v1.7 pkg/cri/config/config.go',
  },
  'concurrent-layer-fetch-buffer': {
    versions: since('2.1.0'),
    what: 'concurrent_layer_fetch_buffer is read: one layer is fetched in several requests',
    source: 'containerd v2.1 internal/cri/config/config.go',
  },
  'mirrors-and-configs': {
    versions: before('2.4.0'),
    what: 'the deprecated registry.mirrors, configs and auths are read; their removal is announced for 2.4',
    source: 'containerd RELEASES.md',
  },
} as const satisfies Capabilities
