import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GENERATIONS, type Generation, type HostName } from './generations.ts'
import { initOf } from './host.ts'
import { inNamespaces } from './in-host.ts'
import { CACHE } from './paths.ts'
import { rootPath } from './root-fs/build.ts'
import { debianMirror } from './root-fs/mirror.ts'
import { runOrThrow } from './run.ts'

const DOWNLOAD_MS = 10 * 60_000
const INSTALL_MS = 5 * 60_000

/**
 * Installs Debian packages of the host's own suite in a running host, for a test that needs more than every host has.
 * They are gone with its next reset. This machine fetches them, once, since the host reaches no mirror.
 */
export async function installExtra(name: HostName, packages: readonly string[]): Promise<void> {
  const generation = GENERATIONS[name]
  const debs = await fetched(generation, packages)
  const init = await initOf(generation)
  if (init === undefined) throw new Error(`${name} has no power`)
  const place = '/var/tmp/extra-packages'
  await cp(debs, `/proc/${init.pid}/root${place}`, { recursive: true })
  const script = `DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io --install ${place}/*.deb && rm -r ${place}`
  const installed = await inNamespaces(init.pid, ['sh', '-ec', script], { timeoutMs: INSTALL_MS })
  if (installed.exitCode !== 0) throw new Error(`${name}: ${installed.stderr}`)
}

/** The packages and what they need beyond the host's root, as a folder of .deb files. */
async function fetched(generation: Generation, packages: readonly string[]): Promise<string> {
  const root = rootPath(generation)
  const key = createHash('sha256')
    .update(`${root} ${packages.join(' ')}`)
    .digest('hex')
    .slice(0, 12)
  const place = `${CACHE}/extra/${generation.suite}-${key}`
  if (existsSync(place)) return place

  const work = await mkdtemp(join(tmpdir(), 'lab-extra-'))
  try {
    await mkdir(`${work}/lists/partial`, { recursive: true })
    await mkdir(`${work}/cache/archives/partial`, { recursive: true })
    await writeFile(`${work}/sources.list`, `deb ${await debianMirror()} ${generation.suite} main\n`)
    const apt = [
      'apt-get',
      ...Object.entries(optionsFor(work, root)).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
    ]
    await runOrThrow([...apt, 'update'], { timeoutMs: DOWNLOAD_MS })
    await runOrThrow([...apt, '--yes', '--download-only', 'install', ...packages], { timeoutMs: DOWNLOAD_MS })
    await rm(`${work}/cache/archives/partial`, { recursive: true })
    await rm(`${work}/cache/archives/lock`, { force: true })
    await mkdir(`${CACHE}/extra`, { recursive: true })
    await cp(`${work}/cache/archives`, `${place}.part`, { recursive: true })
    await rename(`${place}.part`, place)
    return place
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** apt of this machine, working for the root of another suite: what is installed there is not fetched again. */
function optionsFor(work: string, root: string): Readonly<Record<string, string>> {
  return {
    'Dir::Etc::SourceList': `${work}/sources.list`,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State::Lists': `${work}/lists`,
    'Dir::State::Status': `${root}/var/lib/dpkg/status`,
    'Dir::Cache': `${work}/cache`,
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': 'root',
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Languages': 'none',
  }
}
