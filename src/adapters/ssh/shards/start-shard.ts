import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { packageFolder } from '../../../base/package-folder.ts'

export interface ShardTerms {
  readonly startsAtOnce: number
}

/** All that a shard sees of the environment: how node and its libraries do their work, and nothing that may be secret. */
const ENVIRONMENT =
  `HOME PATH LANG LC_ALL TZ TMPDIR XDG_CACHE_HOME NODE_OPTIONS LD_LIBRARY_PATH OPENSSL_CONF OPENSSL_MODULES
  LOCALDOMAIN RES_OPTIONS HOSTALIASES`.split(/\s+/)

/**
 * Starts a process that is to hold connections, from the same snapshot if this one has begun with one. It is in a session of
 * its own: what a terminal sends to the run, such as Ctrl-C, is for the run alone.
 */
export function startShard({ startsAtOnce }: ShardTerms): ChildProcess {
  const node = process.execArgv.includes('--snapshot-blob') ? process.execArgv : []
  return spawn(process.execPath, [...node, fileURLToPath(programFile()), `${startsAtOnce}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    detached: true,
    env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
  })
}

/** Built, it is a file of its own, whichever file this has become a part of. */
function programFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../../../bin/ssh-shard.ts', import.meta.url)
    : new URL('dist/bin/ssh-shard.js', packageFolder())
}
