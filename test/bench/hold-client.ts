import { readFileSync } from 'node:fs'
import pLimit from 'p-limit'
import ssh2 from 'ssh2'

/** Bare ssh2 that connects to all hosts, runs commands on each and holds every connection to the end: memory's floor. */
const [keyFile = '', inventory = '', port = '', commands = ''] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)
const hosts = readFileSync(inventory, 'utf8').match(/^127\..*$/gm) ?? []
const limit = pLimit(100)
const clients = await Promise.all(hosts.map((host) => limit(() => oneHost(host))))
for (const client of clients) client.end()

async function oneHost(host: string): Promise<ssh2.Client> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.connect({ host, port: Number(port), username: 'root', privateKey, readyTimeout: 0 })
    client.setNoDelay(true)
  })
  for (let command = 0; command < Number(commands); command++) await run(client)
  return client
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
      channel.end()
    })
  })
}
