import { readFileSync } from 'node:fs'
import pLimit from 'p-limit'
import ssh2 from 'ssh2'
import { addresses } from './fleet.ts'

/** The least that an ssh2 program can do: the measure, not a way to connect (it checks no host key, on loopback). */
const [keyFile = '', port = '', hosts = '', commands = ''] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)
const limit = pLimit(100)

await Promise.all(addresses(Number(hosts)).map((host) => limit(() => oneHost(host))))

async function oneHost(host: string): Promise<void> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.connect({ host, port: Number(port), username: 'root', privateKey, readyTimeout: 0 })
  })
  for (let command = 0; command < Number(commands); command++) await run(client)
  client.end()
}

function run(client: ssh2.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec('true', (error, channel) => {
      if (error) {
        reject(error)
        return
      }
      channel.on('close', () => resolve()).resume()
      channel.stderr.resume()
    })
  })
}
