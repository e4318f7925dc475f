/** One host of the sandbox, as asked for. */
export interface SandboxHostSpec {
  readonly name: string
  /** What `docker version` says, such as `26.1.5` or `20.10.24+dfsg1`. Without it the host has no Docker. */
  readonly docker?: string
  /** What `containerd --version` says. Without it the host has no containerd of its own. */
  readonly containerd?: string
  /** Docker containers that run when the host comes up. */
  readonly containers?: readonly SandboxContainer[]
  /** Looked at whenever a daemon does something: what is added or taken away later counts from then on. */
  readonly faults?: readonly SandboxFault[]
  /** Files that are there before the daemons start, by absolute path; 0644 and root's. */
  readonly files?: Readonly<Record<string, string>>
  /** Options on dockerd's command line, by the key of daemon.json that they meet. */
  readonly dockerFlags?: Readonly<Record<string, readonly string[]>>
  /** Asked for by the host's `sudo`; without it sudo needs none. */
  readonly sudoPassword?: string
  /** The daemon.json directory of the host holds this many bytes at most: a full disk. */
  readonly configDiskBytes?: number
}

export interface SandboxContainer {
  readonly name: string
  readonly image?: string
  readonly restart: 'no' | 'always' | 'unless-stopped' | 'on-failure'
}

export type SandboxFault =
  /** dockerd is not allowed to open daemon.json while it holds this text, as a security module would have it. */
  | { readonly kind: 'denies-config'; readonly whileConfigHolds: string }
  /** dockerd exits at every start while daemon.json holds this text. */
  | { readonly kind: 'dies-at-start'; readonly whileConfigHolds: string; readonly saying: string }
  /** dockerd takes a reload and says so, but goes on with its old registry configuration. */
  | { readonly kind: 'forgets-reload' }
  /** SIGHUP does not reach dockerd: nothing is said, and nothing happens. */
  | { readonly kind: 'ignores-reload' }
  /** dockerd does not come up, and does not end either. */
  | { readonly kind: 'hangs-at-start' }
