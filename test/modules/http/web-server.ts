import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Certificates } from '../../kit/certificates.ts'

export interface WebServer {
  readonly url: string
  close(): Promise<void>
}

/** A web server on the loopback that says what it was asked, and answers as its paths say. */
export async function startWebServer(): Promise<WebServer> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: closing(server) }
}

/** The same behind TLS: it asks for a certificate that `ca` signed, and knows no one without. */
export async function startTlsServer({ ca, server: { certificate, key } }: Certificates): Promise<WebServer> {
  const server = createTlsServer(
    { cert: certificate, key, ca: ca.certificate, requestCert: true, rejectUnauthorized: true },
    handle,
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, close: closing(server) }
}

/** The same at a socket of the file system. */
export async function startSocketServer(path: string): Promise<WebServer> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return { url: 'http://localhost', close: closing(server) }
}

const closing = (server: Server) => () => new Promise<void>((resolve) => server.close(() => resolve()))

function handle(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => answer(request, Buffer.concat(chunks).toString('utf8'), response))
}

const BASIC = `Basic ${Buffer.from('u:p:w').toString('base64')}`
const PLAIN_SHA1 = createHash('sha1').update('plain\n').digest('hex')

function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
  const { url = '', method } = request
  const say = (status: number, text: string, headers: Record<string, string | string[]> = {}) =>
    response.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close', ...headers }).end(text)
  const redirect = /^\/redirect\/(\d+)(\/.*)$/.exec(url)
  if (redirect !== null) return void say(Number(redirect[1]), 'moved', { Location: redirect[2] ?? '' })
  switch (url) {
    case '/echo':
      return void say(200, JSON.stringify({ method, body, headers: request.headers, from: nameOf(request) }), {
        'Content-Type': 'application/json',
      })
    case '/plain.txt':
      return void say(200, 'plain\n', { 'Content-Length': '6' })
    case '/basic':
      if (request.headers.authorization === BASIC) return void say(200, 'in')
      return void say(401, 'no', { 'WWW-Authenticate': 'Basic realm="x"' })
    case '/cookies':
      return void say(200, 'c', { 'Set-Cookie': ['a=1; Path=/', 'b=two'], 'X-Two-Words': ['a', 'b'] })
    case '/badjson':
      return void say(200, '{nope', { 'Content-Type': 'application/json' })
    case '/named':
      return void say(200, 'named', { 'Content-Disposition': 'attachment; filename="real.txt"' })
    case '/once.txt':
      return void say(request.headers['if-modified-since'] === undefined ? 200 : 304, 'once\n')
    case '/sums':
      return void say(200, `${'0'.repeat(40)}  other.txt\n${PLAIN_SHA1}  ./plain.txt\n`)
    case '/slow':
      break
    default:
      return void say(404, 'not here')
  }
}

/** Whose certificate the client showed. */
function nameOf({ socket }: IncomingMessage): string | undefined {
  return socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : undefined
}
