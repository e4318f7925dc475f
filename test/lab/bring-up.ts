import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { ensureRegistry, REGISTRY_NAMES } from './registries.ts'
import { GENERATIONS, HOST_NAMES, type Generation, type HostName } from './generations.ts'
import { bootPristine, isSound } from './host.ts'
import { installTools } from './install-tools.ts'
import { ensureKeys } from './keys.ts'
import { takeLock, withLock } from './lock.ts'
import { ensureBridge } from './network.ts'
import { LOGS, STATE, hostPaths } from './paths.ts'
import { buildRoot, dropOlderRoots, isBuilt, rootPath } from './root-fs/build.ts'
import { ensureSeedImage } from './seed-image.ts'

export interface BringUpOptions {
  readonly hosts?: readonly HostName[]
  /** Tries again to build a root that could not be built the last time. */
  readonly retryBuilds?: boolean
  /** The caller has borrowed the hosts. Otherwise a host that a test has borrowed is left alone. */
  readonly leased?: boolean
  readonly say?: (line: string) => void
}

const BUILDS_AT_ONCE = 2

/**
 * Brings the lab up, or completes what is missing of it; sound hosts are left as they are. A host whose root cannot
 * be built is recorded and left out.
 */
export async function bringUp(options: BringUpOptions = {}): Promise<void> {
  const say = options.say ?? (() => undefined)
  const wanted = (options.hosts ?? HOST_NAMES).map((name) => GENERATIONS[name])
  await mkdir(STATE, { recursive: true, mode: 0o700 })
  await mkdir(LOGS, { recursive: true })

  await withLock('lab', async () => {
    await installTools(say)
    await ensureKeys()
    await ensureBridge()
    for (const registry of REGISTRY_NAMES) await ensureRegistry(registry)
    await ensureSeedImage()

    await buildRoots(wanted, options.retryBuilds ?? false, say)
    await Promise.all(
      wanted.filter(isBuilt).map((generation) => (options.leased ? ensureHost : ensureFreeHost)(generation, say)),
    )
  })
}

/** Why a host is missing, or undefined when nothing stands in its way. */
export async function buildFailure(generation: Generation): Promise<string | undefined> {
  const text = await readFile(hostPaths(generation.name).buildFailure, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const failure = JSON.parse(text) as { readonly root: string; readonly reason: string }
  return failure.root === rootPath(generation) ? failure.reason : undefined
}

async function buildRoots(wanted: readonly Generation[], retry: boolean, say: (line: string) => void): Promise<void> {
  const queue: Generation[] = []
  for (const generation of wanted) {
    if (!isBuilt(generation) && (retry || (await buildFailure(generation)) === undefined)) queue.push(generation)
  }

  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await buildOne(next, say)
  }
  await Promise.all(Array.from({ length: BUILDS_AT_ONCE }, worker))
}

async function buildOne(generation: Generation, say: (line: string) => void): Promise<void> {
  const { buildFailure: record } = hostPaths(generation.name)
  say(`building the root of ${generation.name} (${generation.suite}); this takes a minute or two`)
  const built = await buildRoot(generation)
  await rm(record, { force: true })
  if (built.ok) return

  await writeFile(record, JSON.stringify({ root: rootPath(generation), reason: built.reason }))
  say(`NO ${generation.name}: ${built.reason}`)
}

async function ensureFreeHost(generation: Generation, say: (line: string) => void): Promise<void> {
  const release = await takeLock(generation.name, 0).catch(() => undefined)
  if (release === undefined) {
    say(`${generation.name} is in use by a test and left as it is`)
    return
  }
  await ensureHost(generation, say).finally(release)
}

async function ensureHost(generation: Generation, say: (line: string) => void): Promise<void> {
  if (await isSound(generation)) return
  say(`booting ${generation.name}`)
  await bootPristine(generation)
  await dropOlderRoots(generation)
}
