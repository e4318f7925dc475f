import { fork } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addresses, keygen, publicKey, writeInventories } from './fleet.ts'
import { measure, type Cost } from './measure.ts'
import { enterOwnNamespace } from './own-namespace.ts'
import type { Watched } from './watch-loop.ts'

/**
 * `npm run bench:growth [HOSTS...]`: what a host costs the controller as the fleet grows, against servers that cost nothing
 * but their SSH. Bare ssh2, which holds as many connections and runs as many commands, says what the connections cost.
 */
const PORT = 2222
const ROUND_TRIPS = 3
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const counts = process.argv.slice(2).map(Number)

enterOwnNamespace()
const folder = await mkdtemp(join(tmpdir(), 'longshore-growth-'))
try {
  await mkdir(join(folder, 'state'))
  const keyFile = join(folder, 'client')
  const hostKeyFile = join(folder, 'host')
  keygen(keyFile)
  keygen(hostKeyFile)
  console.log(header())
  for (const hosts of counts.length === 0 ? [100, 1000, 5000] : counts) {
    const server = await startServers(hostKeyFile, hosts)
    const inventories = await writeInventories({ folder, keyFile, hostKey: await publicKey(hostKeyFile) }, hosts, PORT)
    const bare = [
      process.execPath,
      file('./hold-client.ts'),
      keyFile,
      inventories.longshore,
      `${PORT}`,
      `${ROUND_TRIPS}`,
    ]
    const longshore = [
      file('../../dist/main.js'),
      'run',
      file('./site/growth.yml'),
      '-i',
      inventories.longshore,
      '-T',
      '60',
    ]
    console.log(row('bare ssh2', hosts, await watched(bare)))
    console.log(row('longshore', hosts, await watched([process.execPath, ...longshore])))
    console.log(row('longshore, 2 shards', hosts, await watched([process.execPath, ...longshore, '--shards', '2'])))
    server.kill()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function watched(argv: readonly string[]): Promise<Cost & Watched> {
  const into = join(folder, 'watched.json')
  const cost = await measure(argv, { BENCH_WATCH: into, NODE_OPTIONS: `--import ${file('./watch-loop.ts')}` }, folder)
  return { ...cost, ...(JSON.parse(await readFile(into, 'utf8')) as Watched) }
}

async function startServers(hostKeyFile: string, hosts: number) {
  const order = JSON.stringify({ hostKeyFile, hosts: addresses(hosts), port: PORT })
  const child = fork(file('./light-server.ts'), [order])
  await new Promise((resolve) => child.once('message', resolve))
  return child
}

function header(): string {
  const names = [
    '',
    'hosts',
    'wall s',
    'CPU s',
    'CPU ms/host',
    'RSS MB',
    'own CPU ms/host',
    'own RSS MB',
    'longest turn ms',
  ]
  return `| ${names.join(' | ')} |\n| ${names.map((_, at) => (at === 0 ? '---' : '--:')).join(' | ')} |`
}

function row(name: string, hosts: number, { wallMs, cpuMs, rssMb, ...own }: Cost & Watched): string {
  const numbers = [
    hosts,
    (wallMs / 1000).toFixed(2),
    (cpuMs / 1000).toFixed(2),
    (cpuMs / hosts).toFixed(2),
    rssMb.toFixed(0),
  ]
  const ofItself = [(own.ownCpuMs / hosts).toFixed(2), own.ownRssMb.toFixed(0), own.longestTurnMs.toFixed(0)]
  return `| ${[name, ...numbers, ...ofItself].join(' | ')} |`
}
