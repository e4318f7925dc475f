import { before, since, type Capabilities } from './capability.ts'

const CONFIG = 'moby daemon/config/config.go, by tag'

const FLAGS = 'dockerd --help of 20.10, 26.1 and 28.5'
const FLAG = (name: string) => `--${name} is a flag, so the name passes in the file and is ignored there` as const

/**
 * Keys of daemon.json that not every version knows. A key stops the daemon where it is unknown; where it is `inert` it is
 * tolerated and does nothing.
 */
export const DOCKER_KEYS = {
  'key max-download-attempts': { versions: since('20.10.0'), what: 'max-download-attempts is a key', source: CONFIG },
  'key default-stop-timeout': { versions: since('29.7.0'), what: 'default-stop-timeout is a key', source: CONFIG },
  'key nri-opts': { versions: since('29.2.0'), what: 'nri-opts is a key', source: CONFIG },
  'key proxies': { versions: since('23.0.0'), what: 'proxies is a key', source: CONFIG },
  'key log-format': { versions: since('23.0.0'), what: 'log-format is a key', source: CONFIG },
  'key default-network-opts': { versions: since('24.0.0'), what: 'default-network-opts is a key', source: CONFIG },
  'key bip6': { versions: since('28.0.0'), what: 'bip6 is a key', source: CONFIG },
  'key allow-direct-routing': { versions: since('28.2.0'), what: 'allow-direct-routing is a key', source: CONFIG },
  'key ip-forward-no-drop': { versions: since('28.0.0'), what: 'ip-forward-no-drop is a key', source: CONFIG },
  'key firewall-backend': { versions: since('29.0.0'), what: 'firewall-backend is a key', source: CONFIG },
  'key host-gateway-ips': { versions: since('28.0.0'), what: 'host-gateway-ips is a key', source: CONFIG },
  'key min-api-version': { versions: since('29.0.0'), what: 'min-api-version is a key', source: CONFIG },
  'key cdi-spec-dirs': { versions: since('25.0.0'), what: 'cdi-spec-dirs is a key', source: CONFIG },
  'key oom-score-adjust': { versions: before('25.0.0'), what: 'oom-score-adjust is a key', source: CONFIG },
  'key api-cors-header': { versions: before('28.0.0'), what: 'api-cors-header is a key', source: CONFIG },
  'key graph': { versions: before('23.0.0'), what: 'graph is a key (now data-root)', source: CONFIG },
  'key cluster-store': { versions: before('23.0.0'), what: 'cluster-store is a key', source: CONFIG },
  'key cluster-advertise': { versions: before('23.0.0'), what: 'cluster-advertise is a key', source: CONFIG },
  'key cluster-store-opts': { versions: before('23.0.0'), what: 'cluster-store-opts is a key', source: CONFIG },
  'inert deprecated-key-path': {
    versions: since('23.0.0'),
    what: 'deprecated-key-path is tolerated and does nothing',
    source: 'moby daemon/config/config.go (skipValidateOptions)',
  },
  'inert allow-nondistributable-artifacts': {
    versions: since('28.0.0'),
    what: 'allow-nondistributable-artifacts is tolerated and does nothing',
    source: 'moby v28.0 daemon/config/config.go (skipValidateOptions)',
  },
  'flag http-proxy': { versions: since('23.0.0'), what: FLAG('http-proxy'), source: FLAGS },
  'flag https-proxy': { versions: since('23.0.0'), what: FLAG('https-proxy'), source: FLAGS },
  'flag no-proxy': { versions: since('23.0.0'), what: FLAG('no-proxy'), source: FLAGS },
  'flag validate': { versions: since('23.0.0'), what: FLAG('validate'), source: FLAGS },
  'flag default-network-opt': { versions: since('24.0.0'), what: FLAG('default-network-opt'), source: FLAGS },
  'flag cdi-spec-dir': { versions: since('25.0.0'), what: FLAG('cdi-spec-dir'), source: FLAGS },
  'flag feature': { versions: since('28.0.0'), what: FLAG('feature'), source: FLAGS },
} as const satisfies Capabilities
