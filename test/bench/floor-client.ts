import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pLimit from 'p-limit'
import ssh2 from 'ssh2'
import { addresses } from './fleet.ts'
import type { Programs } from './own-programs.ts'

/**
 * The least that an ssh2 program can do: the measure, not a way to connect (it checks no host key, on loopback). It runs
 * `true` so many times on each host, or the shell programs of a file.
 */
const [keyFile = '', port = '', hosts = '', work = '', rev = ''] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)
const programs = work.endsWith('.json') ? (JSON.parse(readFileSync(work, 'utf8')) as Programs) : undefined
const limit = pLimit(100)

await Promise.all(addresses(Number(hosts)).map((host) => limit(() => oneHost(host))))

async function oneHost(host: string): Promise<void> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.connect({ host, port: Number(port), username: 'root', privateKey, readyTimeout: 0 })
  })
  for (const text of programs?.texts ?? Array.from({ length: Number(work) }, () => undefined)) {
    const own =
      programs && text?.replaceAll(programs.host, host).replaceAll(`10.0.0.${programs.rev}:`, `10.0.0.${rev}:`)
    await run(client, own === undefined ? undefined : withOwnToken(own))
  }
  client.end()
}

/** Temporary files are named after it, in a /tmp that the hosts of the bench share. */
function withOwnToken(program: string): string {
  const [, begin = ''] = /^ls_t=([0-9a-f]{16})/m.exec(program) ?? []
  return program.replaceAll(begin, randomBytes(8).toString('hex'))
}

function run(client: ssh2.Client, program: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec(program === undefined ? 'true' : 'exec sh', (error, channel) => {
      if (error) {
        reject(error)
        return
      }
      channel.on('close', () => resolve()).resume()
      channel.stderr.resume()
      if (program !== undefined) channel.write(program)
    })
  })
}
