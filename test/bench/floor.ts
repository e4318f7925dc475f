import { fileURLToPath } from 'node:url'
import { tmpdir } from 'node:os'
import { timed, type Cost } from './timed.ts'

export interface FloorOptions {
  readonly hosts: number
  readonly port: number
  readonly user: string
  readonly keyFile: string
}

/** What ssh2 alone costs: connect to every host, 30 at once, and run two commands on each. */
export function floor({ hosts, port, user, keyFile }: FloorOptions): Promise<Cost> {
  const client = fileURLToPath(new URL('./floor-client.ts', import.meta.url))
  return timed([process.execPath, client, String(hosts), String(port), user, keyFile], tmpdir())
}
