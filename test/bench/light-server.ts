import { readFileSync } from 'node:fs'
import ssh2, { type ServerChannel } from 'ssh2'

/**
 * Many hosts in one process: true SSH, and behind it no shell but a fixed dialogue. Every command of a program has worked and
 * said one line, at once, so that what is measured is the controller.
 */
const { hostKeyFile, hosts, port } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly hostKeyFile: string
  readonly hosts: readonly string[]
  readonly port: number
}
const hostKeys = [readFileSync(hostKeyFile)]

await Promise.all(hosts.map(listen))
process.send?.('ready')

function listen(host: string): Promise<void> {
  const server = new ssh2.Server({ hostKeys }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (login) => login.accept())
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec) => answer(acceptExec()))
    })
  })
  return new Promise((resolve) => server.listen({ host, port, backlog: 1024 }, resolve))
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

function outputOf(program: string): { readonly stdout: string; readonly stderr: string } {
  const token = /^ls_t=(\w+)/m.exec(program)?.[1] ?? ''
  const indexes = [...program.matchAll(/^ls_b (\d+)$/gm)].map(([, index]) => index)
  const framed = (said: string) =>
    indexes.map((index) => `${token} b ${index}\n${said}${token} e ${index} 0\n`).join('') + `${token} z\n`
  return { stdout: framed('done\n'), stderr: framed('') }
}

const finished = new WeakSet<ServerChannel>()

function finish(
  channel: ServerChannel,
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
): void {
  if (finished.has(channel)) return
  finished.add(channel)
  channel.write(stdout)
  channel.stderr.write(stderr)
  channel.exit(0)
  channel.end()
}
