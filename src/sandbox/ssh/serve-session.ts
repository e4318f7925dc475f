import type { Readable, Writable } from 'node:stream'
import type { ServerChannel, Session } from 'ssh2'

import type { HostNamespace, HostProcess } from '../namespace/host-namespace.ts'

/** One session of a connection: `exec` or `shell`, without a terminal, with signals, as sshd gives them. */
export function serveSession(session: Session, host: HostNamespace): void {
  const environment: Record<string, string> = {}
  let running: HostProcess | undefined
  const start = (channel: ServerChannel, line: string): void => {
    running = host.spawn(line, environment)
    join(channel, running)
  }
  session.on('env', (accept, reject, info) => {
    const { key, val } = info as unknown as { readonly key: string; readonly val: string }
    const welcome = /^(LANG|LC_\w+)$/.test(key)
    if (welcome) environment[key] = val
    answer(welcome ? accept : reject)
  })
  session.on('pty', (_accept, reject) => answer(reject))
  session.on('signal', (accept, _reject, info) => {
    answer(accept)
    if (running !== undefined) signalGroup(running, `SIG${info.name.replace(/^SIG/, '')}` as NodeJS.Signals)
  })
  session.on('exec', (accept, _reject, info) => start(accept(), info.command))
  session.on('shell', (accept) => start(accept(), 'exec /bin/sh'))
}

function join(channel: ServerChannel, child: HostProcess): void {
  channel.pipe(child.stdin)
  child.stdin.on('error', () => undefined)
  const sent = relay(channel, child)
  channel.on('error', () => undefined)
  channel.on('close', () => {
    child.stdin.destroy()
    child.stdout.destroy()
    child.stderr.destroy()
  })
  child.on('error', () => finish(channel, 255, null))
  child.on('close', (code, signal) => void sent().then(() => finish(channel, code, signal)))
}

/**
 * Sends both outputs, one write at a time: ssh2 forgets one of the two when both wait for the client's window. Gives what
 * resolves when all is sent.
 */
function relay(channel: ServerChannel, child: HostProcess): () => Promise<void> {
  let last = Promise.resolve()
  const send = (source: Readable, into: Writable): void => {
    source.on('data', (chunk: Buffer) => {
      source.pause()
      last = last.then(() => written(into, chunk)).then(() => void source.resume())
    })
  }
  send(child.stdout, channel)
  send(child.stderr, channel.stderr)
  return () => last
}

function written(into: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => into.write(chunk, () => resolve()))
}

function finish(channel: ServerChannel, code: number | null, signal: NodeJS.Signals | null): void {
  if (channel.destroyed || channel.writableEnded) return
  if (code === null) channel.exit((signal ?? 'SIGKILL').replace(/^SIG/, ''))
  else channel.exit(code)
  channel.end()
}

function signalGroup(child: HostProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group has ended, or there is no such signal.
  }
}

/** ssh2 hands no answer where the client asked for none. */
function answer(reply: (() => unknown) | undefined): void {
  reply?.()
}
