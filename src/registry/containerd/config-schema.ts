import type { TomlPath } from '../../text-edit/toml-document.ts'

export type ConfigType = 'text' | 'texts' | 'integer' | 'boolean' | 'any'

/** Names to types or further tables; `*` stands for any name. */
export interface ConfigTable {
  readonly [name: string]: ConfigType | ConfigTable
}

const REGISTRY: ConfigTable = {
  config_path: 'text',
  mirrors: { '*': { endpoint: 'texts' } },
  configs: {
    '*': {
      auth: { username: 'text', password: 'text', auth: 'text', identitytoken: 'text' },
      tls: { insecure_skip_verify: 'boolean', ca_file: 'text', cert_file: 'text', key_file: 'text' },
    },
  },
  auths: { '*': { username: 'text', password: 'text', auth: 'text', identitytoken: 'text' } },
  headers: { '*': 'texts' },
}

const IMAGES: ConfigTable = {
  registry: REGISTRY,
  max_concurrent_downloads: 'integer',
  image_pull_progress_timeout: 'text',
  image_pull_with_sync_fs: 'boolean',
  stats_collect_period: 'integer',
  image_decryption: { key_model: 'text' },
}

const SNAPSHOTS: ConfigTable = {
  snapshotter: 'text',
  disable_snapshot_annotations: 'boolean',
  discard_unpacked_layers: 'boolean',
}

/** The CRI plugin of files of version 1 and 2. Source: containerd pkg/cri/config/config.go. */
const CRI: ConfigTable = {
  ...IMAGES,
  sandbox_image: 'text',
  systemd_cgroup: 'boolean',
  enable_selinux: 'boolean',
  disable_cgroup: 'boolean',
  disable_apparmor: 'boolean',
  enable_unprivileged_ports: 'boolean',
  enable_unprivileged_icmp: 'boolean',
  stream_server_address: 'text',
  stream_server_port: 'text',
  stream_idle_timeout: 'text',
  containerd: { ...SNAPSHOTS, default_runtime_name: 'text', runtimes: 'any', '*': 'any' },
  cni: { conf_dir: 'text', max_conf_num: 'integer', conf_template: 'text', '*': 'any' },
}

/** The image half of CRI in files of version 3 and later. Source: containerd internal/cri/config/config.go. */
const CRI_IMAGES: ConfigTable = {
  ...IMAGES,
  ...SNAPSHOTS,
  pinned_images: { '*': 'text' },
  runtime_platforms: 'any',
  use_local_image_pull: 'boolean',
  concurrent_layer_fetch_buffer: 'integer',
}

export const CRI_V1 = 'cri'
export const CRI_V2 = 'io.containerd.grpc.v1.cri'
/** Pulls for the CRI plugin too, from 2.1 on. */
export const TRANSFER_V1 = 'io.containerd.transfer.v1.local'
export const IMAGES_V3 = 'io.containerd.cri.v1.images'
export const RUNTIME_V3 = 'io.containerd.cri.v1.runtime'

/** Source: containerd cmd/containerd/server/config/config.go (`Config`). */
export const CONFIG_SCHEMA: ConfigTable = {
  version: 'integer',
  root: 'text',
  state: 'text',
  temp: 'text',
  plugin_dir: 'text',
  disabled_plugins: 'texts',
  required_plugins: 'texts',
  imports: 'texts',
  oom_score: 'integer',
  grpc: { address: 'text', uid: 'integer', gid: 'integer', '*': 'any' },
  ttrpc: { address: 'text', uid: 'integer', gid: 'integer' },
  debug: { address: 'text', level: 'text', format: 'text', uid: 'integer', gid: 'integer' },
  metrics: { address: 'text', grpc_histogram: 'boolean' },
  cgroup: { path: 'text' },
  timeouts: { '*': 'text' },
  proxy_plugins: 'any',
  stream_processors: 'any',
  plugins: { [CRI_V1]: CRI, [CRI_V2]: CRI, [IMAGES_V3]: CRI_IMAGES, '*': 'any' },
}

export type SchemaAnswer =
  | { readonly kind: 'type'; readonly type: ConfigType }
  | { readonly kind: 'table' }
  | { readonly kind: 'unknown'; readonly name: string; readonly known: readonly string[] }

/** What the schema has for a path. Below a name of any type everything goes. */
export function schemaAt(path: TomlPath, table: ConfigTable = CONFIG_SCHEMA): SchemaAnswer {
  const [name, ...rest] = path
  if (name === undefined) return { kind: 'table' }
  const entry = Object.hasOwn(table, name) ? table[name] : table['*']
  if (entry === undefined) return { kind: 'unknown', name, known: Object.keys(table).filter((key) => key !== '*') }
  if (typeof entry === 'object') return schemaAt(rest, entry)
  if (rest.length === 0 || entry === 'any') return { kind: 'type', type: entry }
  return { kind: 'type', type: entry }
}
