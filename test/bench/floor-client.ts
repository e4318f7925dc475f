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
const WANTED = JSON.stringify({ 'registry-mirrors': ['http://10.0.0.9:5000'], rev })

await Promise.all(addresses(Number(hosts)).map((host) => limit(() => oneHost(host))))

async function oneHost(host: string): Promise<void> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.connect({ host, port: Number(port), username: 'root', privateKey, readyTimeout: 0 })
    // ssh2 makes three writes of a packet: with Nagle's algorithm between them, most of the time is waiting.
    client.setNoDelay(true)
  })
  if (work === 'site') await run(client, siteLine(`/srv/hosts/${host}/daemon.json`))
  else if (programs === undefined) for (let n = 0; n < Number(work); n++) await run(client, 'true')
  else await run(client, 'exec sh', ...programs.texts.map((text) => ownProgram(text, programs, host)))
  client.end()
}

/** What site.yml asks of a host, and nothing to check it by: a stat, a copy, a read, a validated write, `true`, a read. */
function siteLine(path: string): string {
  const write = `printf '%s' '${WANTED}' > "$f.new" && python3 -m json.tool "$f.new" >&2 && mv "$f.new" "$f"`
  return `f=${path}; stat -c '%a %s' "$f" && cp -p "$f" "$f.bak" && cat "$f" && ${write} && true && cat "$f"`
}

function ownProgram(text: string, programs: Programs, host: string): string {
  return withOwnToken(text.replaceAll(programs.host, host).replaceAll(`10.0.0.${programs.rev}:`, `10.0.0.${rev}:`))
}

/** Temporary files are named after it, in a /tmp that the hosts of the bench share. */
function withOwnToken(program: string): string {
  const [, begin = ''] = /^ls_t=([0-9a-f]{16})/m.exec(program) ?? []
  return program.replaceAll(begin, randomBytes(8).toString('hex'))
}

/** The command line to its end; what its stdin is told one after the other, each when the one before has printed its last mark. */
function run(client: ssh2.Client, line: string, ...told: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec(line, (error, channel) => {
      if (error) {
        reject(error)
        return
      }
      let said = ''
      let mark = ''
      const waiting = [...told]
      const tell = () => {
        const text = waiting.shift()
        if (text === undefined) return
        mark = `${/^ls_t=([0-9a-f]+)/m.exec(text)?.[1] ?? ''} z\n`
        said = ''
        channel.write(text)
      }
      channel.on('close', () => resolve())
      channel.on('data', (chunk: Buffer) => {
        said += chunk.toString('latin1')
        if (said.endsWith(mark)) tell()
      })
      channel.stderr.resume()
      tell()
    })
  })
}
