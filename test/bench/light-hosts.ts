import { createServer, type AddressInfo, type Socket } from 'node:net'
import ssh2, { type ServerChannel } from 'ssh2'

/** What came to a light host, and went. */
export interface LightCounts {
  connections: number
  channels: number
  /** Both ways, of connections that are closed. */
  bytes: number
}

export interface LightHost {
  readonly port: number
  readonly counts: LightCounts
  close(): Promise<void>
}

/**
 * A host that is true SSH, and behind it no shell but a fixed dialogue: every command of a program has worked and said
 * `done`, at once, so that what is measured is the controller.
 */
export async function startLightHost(hostKey: Buffer, address: string, port: number): Promise<LightHost> {
  const counts: LightCounts = { connections: 0, channels: 0, bytes: 0 }
  const ssh = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    counts.connections++
    client.on('error', () => undefined)
    client.on('authentication', (login) => login.accept())
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec) => {
        counts.channels++
        answer(acceptExec())
      })
    })
  })
  const server = createServer({ noDelay: true }, (socket) => {
    ssh.injectSocket(socket)
    count(socket, counts)
  })
  await new Promise<void>((resolve) => server.listen({ host: address, port, backlog: 1024 }, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function count(socket: Socket, counts: LightCounts): void {
  socket.once('close', () => (counts.bytes += socket.bytesRead + socket.bytesWritten))
}

/** A program ends in a line of `}`; whatever else is asked for is `true`. */
function answer(channel: ServerChannel): void {
  let text = ''
  channel.on('error', () => undefined)
  channel.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (text.startsWith('{') && text.endsWith('\n}\n')) finish(channel, outputOf(text))
  })
  channel.on('end', () => finish(channel, { stdout: '', stderr: '' }))
}

interface Output {
  readonly stdout: string
  readonly stderr: string
}

function outputOf(program: string): Output {
  const token = /^ls_t=(\w+)/m.exec(program)?.[1] ?? ''
  const indexes = [...program.matchAll(/^ls_b (\d+)$/gm)].map(([, index]) => index)
  const framed = (said: string) =>
    indexes.map((index) => `${token} b ${index}\n${said}${token} e ${index} 0\n`).join('') + `${token} z\n`
  return { stdout: framed('done\n'), stderr: framed('') }
}

const finished = new WeakSet<ServerChannel>()

function finish(channel: ServerChannel, { stdout, stderr }: Output): void {
  if (finished.has(channel)) return
  finished.add(channel)
  channel.write(stdout)
  channel.stderr.write(stderr)
  channel.exit(0)
  channel.end()
}
