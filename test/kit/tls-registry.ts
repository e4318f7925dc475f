import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificates } from './certificates.ts'

export interface TestRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  /** `METHOD URL STATUS`, oldest first. */
  readonly asked: string[]
  close(): Promise<void>
}

export interface TestRegistryOptions {
  /** Absent: plain HTTP. */
  readonly certificates?: Certificates
  readonly clientCertificate?: boolean
  /** `user:password` that it wants, and how it asks for it. */
  readonly credential?: string
  readonly scheme?: 'basic' | 'bearer'
  /** Paths of manifests that are there. */
  readonly manifests?: readonly string[]
  /** What it answers to everything. */
  readonly always?: number
}

const DIGEST = `sha256:${'a'.repeat(64)}`
const TOKEN = 'token-of-the-test'

/** A registry on the loopback address as far as a probe needs one: /v2/, manifests, Basic or a token service. */
export async function startRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const asked: string[] = []
  const { certificates } = options
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const status = respond(options, `${scheme}://${request.headers.host ?? ''}`, request, response)
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${status}`)
  }
  const scheme = certificates === undefined ? 'http' : 'https'
  const server =
    certificates === undefined
      ? createHttpServer(answer)
      : createTlsServer(
          {
            cert: certificates.server.certificate,
            key: certificates.server.key,
            ca: certificates.ca.certificate,
            requestCert: options.clientCertificate ?? false,
            rejectUnauthorized: options.clientCertificate ?? false,
          },
          answer,
        )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function respond(
  options: TestRegistryOptions,
  own: string,
  request: IncomingMessage,
  response: ServerResponse,
): number {
  const { pathname } = new URL(request.url ?? '/', own)
  const send = (status: number, headers: Record<string, string> = {}, body = '{}') => {
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
    return status
  }
  if (options.always !== undefined) return send(options.always)
  const basic = `Basic ${Buffer.from(options.credential ?? '').toString('base64')}`
  const authorization = request.headers.authorization
  if (pathname === '/token') {
    const isAnonymous = authorization === undefined
    return authorization === basic || isAnonymous
      ? send(200, {}, JSON.stringify({ token: isAnonymous ? 'anonymous' : TOKEN }))
      : send(401)
  }
  if (options.credential !== undefined) {
    const isBearer = options.scheme === 'bearer'
    const wanted = isBearer ? `Bearer ${TOKEN}` : basic
    const challenge = isBearer ? `Bearer realm="${own}/token",service="test"` : 'Basic realm="test"'
    if (authorization !== wanted) return send(401, { 'WWW-Authenticate': challenge })
  }
  if (pathname === '/v2/') return send(200, { 'Docker-Distribution-Api-Version': 'registry/2.0' })
  return options.manifests?.includes(pathname) === true ? send(200, { 'Docker-Content-Digest': DIGEST }) : send(404)
}
