import { readFileSync } from 'node:fs'
import { startLightHost } from './light-hosts.ts'

/** Many light hosts in a process of their own. */
const { hostKeyFile, hosts, port } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly hostKeyFile: string
  readonly hosts: readonly string[]
  readonly port: number
}
const hostKey = readFileSync(hostKeyFile)

await Promise.all(hosts.map((host) => startLightHost(hostKey, host, port)))
process.send?.('ready')
