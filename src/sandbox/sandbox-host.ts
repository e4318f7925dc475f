import { text } from 'node:stream/consumers'

import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Clock } from '../ports/clock.ts'
import { CONTAINERD_TOML, Machine } from './daemons/machine.ts'
import type { SandboxHostSpec } from './host-spec.ts'
import { hostFiles, type HostFiles } from './namespace/host-files.ts'
import { openNamespace, type HostNamespace } from './namespace/host-namespace.ts'
import type { Programs } from './namespace/programs.ts'
import { serveTools } from './namespace/tool-channel.ts'
import type { SandboxHost } from './sandbox.ts'
import { runTool, toolNames } from './tools/run-tool.ts'

/** A host that is up, without its way in. */
export interface RunningHost {
  readonly namespace: HostNamespace
  /** What the sandbox shows of it, once it has a port. */
  shown(port: number): SandboxHost
  readonly close: () => Promise<void>
}

export async function startHost(
  spec: SandboxHostSpec,
  folder: string,
  programs: Programs,
  clock: Clock,
  pace: number,
): Promise<Result<RunningHost, LongshoreError>> {
  const opened = await openNamespace(programs, {
    name: spec.name,
    folder,
    tools: toolNames(spec),
    ...(spec.configDiskBytes === undefined ? {} : { configDiskBytes: spec.configDiskBytes }),
  })
  if (!opened.ok) return opened
  const namespace = opened.value
  const files = hostFiles(namespace.root)
  furnish(files, spec)
  const power = new Power(() => new Machine(spec, { clock, pace, readFile: (path) => files.read(path) }))
  const stopTools = serveTools(namespace.root, (tool, args) => runTool(power.machine, tool, args))
  await power.machine.boot()

  return ok({
    namespace,
    shown: (port) => sandboxHost(spec, port, power, namespace, files),
    close: async () => {
      stopTools()
      await namespace.close()
    },
  })
}

/** What the daemons had in memory goes with the power; what an old machine still does reaches nobody. */
class Power {
  machine: Machine
  readonly #assemble: () => Machine

  constructor(assemble: () => Machine) {
    this.#assemble = assemble
    this.machine = assemble()
  }

  cut(): void {
    this.machine = this.#assemble()
  }
}

const KILL_ALL = `kill -KILL -1 2>/dev/null
find /run -mindepth 1 -maxdepth 1 ! -name sandbox ! -name systemd -exec rm -rf {} +`

function sandboxHost(
  spec: SandboxHostSpec,
  port: number,
  power: Power,
  namespace: HostNamespace,
  files: HostFiles,
): SandboxHost {
  const run: SandboxHost['run'] = async (script) => {
    const child = namespace.spawn('exec /bin/sh -s', {})
    const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 255)))
    child.stdin.on('error', () => undefined)
    child.stdin.end(script)
    const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
    return { exitCode, stdout, stderr }
  }
  return {
    name: spec.name,
    port,
    spec,
    read: (path) => files.read(path),
    write: (path, content, mode) => files.write(path, content, mode),
    run,
    powerCut: async () => {
      power.cut()
      await run(KILL_ALL)
    },
    boot: () => power.machine.boot(),
    effective: () => ({
      docker: power.machine.config,
      dockerUnit: power.machine.docker?.state,
      containerd: power.machine.containerdState,
      containerdUnit: power.machine.containerd?.state,
      containers: power.machine.containers,
    }),
  }
}

function furnish(files: HostFiles, spec: SandboxHostSpec): void {
  files.write(
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  )
  files.write('/etc/group', 'root:x:0:\nnogroup:x:65534:\n')
  files.write('/etc/hostname', `${spec.name}\n`)
  files.write('/etc/hosts', `127.0.0.1 localhost ${spec.name}\n`)
  files.write('/etc/machine-id', `${Buffer.from(spec.name).toString('hex').padEnd(32, '0').slice(0, 32)}\n`)
  files.write(
    '/etc/os-release',
    'PRETTY_NAME="Longshore sandbox"\nNAME="Longshore sandbox"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
  )
  if (spec.sudoPassword !== undefined) files.write('/run/sandbox/sudo-password', `${spec.sudoPassword}\n`, 0o600)
  if (spec.containerd !== undefined)
    files.write(CONTAINERD_TOML, `version = ${spec.containerd.startsWith('2') ? 3 : 2}\n`)
  if (spec.docker !== undefined) files.makeFolder('/etc/docker')
  for (const [path, content] of Object.entries(spec.files ?? {})) files.write(path, content)
}
