import { readFileSync } from 'node:fs'
import pLimit from 'p-limit'
import ssh2 from 'ssh2'

/** The least that an ssh2 program can do: the measure, not a way to connect (it checks no host key, on loopback). */
const [hosts = '1', port = '22', username = '', keyFile = ''] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)
const limit = pLimit(30)

await Promise.all(Array.from({ length: Number(hosts) }, () => limit(oneHost)))

async function oneHost(): Promise<void> {
  const client = new ssh2.Client()
  await new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', reject)
    client.connect({ host: '127.0.0.1', port: Number(port), username, privateKey })
  })
  await run(client)
  await run(client)
  client.end()
}

function run(client: ssh2.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec('sh -c :', (error, channel) => {
      if (error) {
        reject(error)
        return
      }
      channel.on('close', () => resolve()).resume()
      channel.stderr.resume()
    })
  })
}
