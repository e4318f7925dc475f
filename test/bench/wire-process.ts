import { connect, createServer, type Socket } from 'node:net'

export interface WireOrder {
  readonly addresses: readonly string[]
  readonly port: number
  readonly to: number
  readonly roundTripMs: number
}

export interface Count {
  readonly connections: number
  /** Both ways. */
  readonly bytes: number
  /** How often the client spoke after the host had: what it waited for. */
  readonly roundTrips: number
}

/**
 * TCP between a client and a host with a round trip time. A new connection takes one and a half before the host hears of it
 * (SYN, SYN and ACK, ACK), and every byte half of one.
 */
const { addresses, port, to, roundTripMs } = JSON.parse(process.argv[2] ?? '{}') as WireOrder
let count = { connections: 0, bytes: 0, roundTrips: 0 }

await Promise.all(addresses.map(listen))
process.on('message', () => {
  process.send?.(count)
  count = { connections: 0, bytes: 0, roundTrips: 0 }
})
process.send?.('ready')

function listen(address: string): Promise<void> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => join(client, address))
  return new Promise((resolve) => server.listen({ host: address, port, backlog: 1024 }, resolve))
}

function join(client: Socket, address: string): void {
  count.connections++
  const opened = performance.now() + roundTripMs * 1.5
  const host = new Promise<Socket>((resolve) => {
    const open = () => resolve(connect({ host: address, port: to, noDelay: true, allowHalfOpen: true }))
    if (roundTripMs === 0) open()
    else setTimeout(open, roundTripMs * 1.5)
  })
  let last: 'client' | 'host' | undefined
  const heard = (from: 'client' | 'host', bytes: number) => {
    count.bytes += bytes
    if (from === 'host' && last !== 'host') count.roundTrips++
    last = from
  }
  client.on('error', () => client.destroy())
  relay(client, 'client', host, heard, opened)
  void host.then((socket) => {
    socket.on('error', () => client.destroy())
    relay(socket, 'host', Promise.resolve(client), heard, 0)
  })
}

/** What comes from one side, in order, each part when it is due. */
function relay(
  from: Socket,
  name: 'client' | 'host',
  into: Promise<Socket>,
  heard: (from: 'client' | 'host', bytes: number) => void,
  notBefore: number,
): void {
  let before: Promise<unknown> = into
  const later = (what: (socket: Socket) => void) => {
    const due = Math.max(performance.now() + roundTripMs / 2, notBefore)
    before = before.then(() => until(due)).then(() => into.then(what))
  }
  from.on('data', (chunk: Buffer) => {
    heard(name, chunk.length)
    later((socket) => socket.write(chunk))
  })
  from.on('end', () => later((socket) => socket.end()))
  from.on('close', () => later((socket) => socket.destroySoon()))
}

function until(due: number): Promise<void> | undefined {
  const left = due - performance.now()
  return left <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, left))
}
