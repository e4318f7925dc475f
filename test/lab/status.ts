import { existsSync } from 'node:fs'
import { buildFailure } from './bring-up.ts'
import { GENERATIONS, HOST_NAMES, type HostName } from './generations.ts'
import { initOf, isRunning } from './host.ts'
import { inNamespaces } from './in-host.ts'
import { STATE } from './paths.ts'
import { accessLogPath, isServing, REGISTRY_NAMES } from './registries.ts'
import { isBuilt } from './root-fs/build.ts'

export type HostStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'off' }
  | { readonly kind: 'not-built' }
  | { readonly kind: 'unavailable'; readonly reason: string }

export async function hostStatus(name: HostName): Promise<HostStatus> {
  const generation = GENERATIONS[name]
  const reason = await buildFailure(generation)
  if (reason !== undefined && !isBuilt(generation)) return { kind: 'unavailable', reason }
  if (await isRunning(generation)) return { kind: 'running' }
  return { kind: isBuilt(generation) ? 'off' : 'not-built' }
}

/** The lab as lines for a person. Only looks. */
export async function describeLab(): Promise<readonly string[]> {
  if (!existsSync(STATE)) return ['the lab was never up on this machine']
  const hosts = HOST_NAMES.map(async (name) => {
    const { suite, address } = GENERATIONS[name]
    return `${name}  ${suite.padEnd(8)}  ${address}  ${await describeHost(name)}`
  })
  const registries = REGISTRY_NAMES.map(async (name) => {
    return `${name}  ${(await isServing(name)) ? `serving, log ${accessLogPath(name)}` : 'off'}`
  })
  return Promise.all([...hosts, ...registries])
}

async function describeHost(name: HostName): Promise<string> {
  const status = await hostStatus(name)
  if (status.kind === 'unavailable') return `UNAVAILABLE: ${status.reason}`
  if (status.kind !== 'running') return status.kind

  const init = await initOf(GENERATIONS[name])
  if (init === undefined) return 'off'
  const versions = 'dockerd --version | cut -d" " -f3; containerd --version | cut -d" " -f3'
  const { stdout } = await inNamespaces(init.pid, ['sh', '-c', versions], { timeoutMs: 10_000 })
  const [docker = '?', containerd = '?'] = stdout.split('\n')
  return `running, Docker ${docker.replace(',', '')}, containerd ${containerd}`
}
