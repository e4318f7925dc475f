import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startDaemon } from './daemon.ts'
import { MIRROR, MIRROR_ADDRESS, PRIVATE, UPSTREAM_ADDRESS } from './network.ts'
import {
  LOGS,
  MIRROR_STORAGE,
  PRIVATE_CERT,
  PRIVATE_KEY,
  PRIVATE_USERS,
  STATE,
  UPSTREAM_CERT,
  UPSTREAM_KEY,
  UPSTREAM_STORAGE,
} from './paths.ts'
import { endPart, isAlive, recall } from './processes.ts'

export const REGISTRY_NAMES = ['mirror', 'upstream', 'private'] as const
export type RegistryName = (typeof REGISTRY_NAMES)[number]

const START_TIMEOUT_MS = 10_000

const SETTINGS = {
  mirror: { storage: MIRROR_STORAGE, http: { addr: MIRROR }, probe: [MIRROR_ADDRESS, 5000] },
  upstream: {
    storage: UPSTREAM_STORAGE,
    http: { addr: `${UPSTREAM_ADDRESS}:443`, tls: { certificate: UPSTREAM_CERT, key: UPSTREAM_KEY } },
    probe: [UPSTREAM_ADDRESS, 443],
  },
  private: {
    storage: MIRROR_STORAGE,
    http: { addr: PRIVATE, tls: { certificate: PRIVATE_CERT, key: PRIVATE_KEY } },
    auth: { htpasswd: { realm: 'lab', path: PRIVATE_USERS } },
    probe: [MIRROR_ADDRESS, 5443],
  },
} as const

export const PRIVATE_USER = 'ops'
export const PRIVATE_PASSWORD = 'lab-registry-pw'

/** bcrypt of the password, as Distribution wants it. */
const USERS = `${PRIVATE_USER}:$2y$05$longshorelabsaltABCDEusPQGZvRIkA1Lwhy9O2sz2gl9IcMLlnS\n`

export function accessLogPath(name: RegistryName): string {
  return `${LOGS}/${name}-access.log`
}

/** Starts one Distribution registry; leaves a running one alone. */
export async function ensureRegistry(name: RegistryName): Promise<void> {
  if (await isServing(name)) return
  const settings = SETTINGS[name]
  await mkdir(settings.storage, { recursive: true })
  const config = `${STATE}/${name}.yml`
  await writeFile(config, configText(name))
  await writeFile(PRIVATE_USERS, USERS)

  const log = `${LOGS}/${name}.log`
  const [host, port] = settings.probe
  if (await answers(host, port)) throw new Error(`${host}:${port} is taken by something that is not the lab's`)
  const id = await startDaemon(name, ['docker-registry', 'serve', config], { stdout: accessLogPath(name), stderr: log })

  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await answers(host, port))) {
    if (!isAlive(id) || Date.now() > deadline) throw new Error(`the ${name} does not serve: see ${log}`)
    await sleep(50)
  }
}

export async function isServing(name: RegistryName): Promise<boolean> {
  return (await recall(name)).length > 0
}

export async function endRegistry(name: RegistryName): Promise<void> {
  await endPart(name)
}

/** JSON is YAML. The access log alone goes to stdout; Distribution's own words go to stderr. */
function configText(name: RegistryName): string {
  const { storage, http, ...rest } = SETTINGS[name]
  const auth = 'auth' in rest ? { auth: rest.auth } : {}
  return JSON.stringify({
    version: '0.1',
    log: { level: 'info', formatter: 'json', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: storage }, delete: { enabled: true } },
    http,
    ...auth,
  })
}

async function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const done = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false))
  })
}
