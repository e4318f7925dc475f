import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'

import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { SandboxHostSpec } from './host-spec.ts'
import { inventoryText } from './inventory-text.ts'
import { findPrograms } from './namespace/programs.ts'
import { realTime } from './real-time.ts'
import { makeRunFolder } from './run-folder.ts'
import { startHost } from './sandbox-host.ts'
import type { Sandbox, SandboxHost } from './sandbox.ts'
import { generateKey } from './ssh/generate-key.ts'
import { serveSsh } from './ssh/serve-ssh.ts'

export interface SandboxOptions {
  readonly hosts: readonly SandboxHostSpec[]
  readonly clock?: Clock
  /** Factor on how long daemons take to start, stop and come again: 1 is as on real hosts. Default 0.1. */
  readonly pace?: number
  /** Variables of every host, beside the inventory. */
  readonly vars?: Readonly<Record<string, unknown>>
}

/**
 * Starts a fleet. Needs no root: SANDBOX_UNAVAILABLE, with the reason, where this machine does not let this user make
 * user namespaces. The fleet ends with `close`, and with this process however that ends.
 */
export async function startSandbox(options: SandboxOptions): Promise<Result<Sandbox, LongshoreError>> {
  const programs = await findPrograms()
  if (!programs.ok) return programs
  const folder = await makeRunFolder()
  const privateKeyFile = join(folder.path, 'id_ed25519')
  const knownHostsFile = join(folder.path, 'known_hosts')
  const inventoryFile = join(folder.path, 'inventory.ini')
  const client = generateKey()
  const allowed = publicKey(client.public)
  const undo: (() => Promise<void>)[] = [folder.remove]
  const close = async (): Promise<void> => {
    await Promise.all(undo.splice(1).map((end) => end()))
    await folder.remove()
  }

  const started = await Promise.all(
    options.hosts.map(async (spec): Promise<Result<StartedHost, LongshoreError>> => {
      const root = join(folder.path, spec.name)
      await mkdir(root)
      const host = await startHost(spec, root, programs.value, options.clock ?? realTime, options.pace ?? 0.1)
      if (!host.ok) return host
      undo.push(host.value.close)
      const hostKey = generateKey()
      const server = await serveSsh(host.value.namespace, hostKey.private, allowed)
      undo.push(server.close)
      const knownHost = `[127.0.0.1]:${server.port} ${hostKey.public.trim()}\n`
      return ok({ host: host.value.shown(server.port), knownHost })
    }),
  )
  const hosts: StartedHost[] = []
  for (const result of started) {
    if (result.ok) hosts.push(result.value)
  }
  const failed = started.find((result) => !result.ok)
  if (failed?.ok === false) {
    await close()
    return failed
  }

  await mkdir(join(folder.path, 'group_vars'))
  await writeFile(join(folder.path, 'group_vars', 'all.yml'), `${JSON.stringify(options.vars ?? {}, undefined, 2)}\n`)
  await writeFile(privateKeyFile, client.private, { mode: 0o600 })
  await writeFile(knownHostsFile, hosts.map(({ knownHost }) => knownHost).join(''))
  await writeFile(
    inventoryFile,
    inventoryText(
      hosts.map(({ host }) => host),
      privateKeyFile,
      knownHostsFile,
    ),
  )
  return ok(
    sandbox(
      hosts.map(({ host }) => host),
      { inventoryFile, knownHostsFile, privateKeyFile, close },
    ),
  )
}

interface StartedHost {
  readonly host: SandboxHost
  readonly knownHost: string
}

function sandbox(hosts: readonly SandboxHost[], rest: Omit<Sandbox, 'hosts' | 'host'>): Sandbox {
  return {
    ...rest,
    hosts,
    host: (name) => {
      const found = hosts.find((host) => host.name === name)
      if (found === undefined) throw new Error(`the sandbox has no host ${name}`)
      return found
    },
  }
}

function publicKey(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text)
  if (parsed instanceof Error) throw parsed
  return parsed
}
