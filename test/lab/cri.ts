import { connect as connectSession } from 'node:http2'
import { connect } from 'node:net'
import { GENERATIONS, type HostName } from './generations.ts'
import { initOf } from './host.ts'

export interface CriAnswer {
  /** 0 where it went well. */
  readonly status: number
  readonly message: string
}

const SOCKET = '/run/containerd/containerd.sock'
const TIMEOUT_MS = 60_000

/**
 * Asks a host's containerd for an image as kubelet does: `PullImage` of the Container Runtime Interface, over its socket.
 * Debian has no crictl, and `ctr` goes another way.
 */
export async function criPull(name: HostName, image: string): Promise<CriAnswer> {
  const init = await initOf(GENERATIONS[name])
  if (init === undefined) throw new Error(`${name} has no power`)
  return call(`/proc/${init.pid}/root${SOCKET}`, '/runtime.v1.ImageService/PullImage', field(1, field(1, image)))
}

/** One gRPC request; of the answer only how it ended. */
function call(socket: string, path: string, message: Buffer): Promise<CriAnswer> {
  const session = connectSession('http://containerd', { createConnection: () => connect(socket) })
  return new Promise<CriAnswer>((resolve, reject) => {
    session.on('error', reject)
    const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' }
    const request = session.request(headers)
    request.on('error', reject)
    request.setTimeout(TIMEOUT_MS, () => reject(new Error(`containerd did not answer ${path}`)))
    const take = (fields: Readonly<Record<string, unknown>>) => {
      const status = fields['grpc-status']
      if (status !== undefined) resolve({ status: Number(status), message: String(fields['grpc-message']) })
    }
    request.on('response', take)
    request.on('trailers', take)
    request.resume()
    request.end(Buffer.concat([lengthPrefix(message), message]))
  }).finally(() => session.close())
}

function lengthPrefix(message: Buffer): Buffer {
  const prefix = Buffer.alloc(5)
  prefix.writeUInt32BE(message.length, 1)
  return prefix
}

/** A length-delimited field of a protobuf message; what is in it is shorter than 128 bytes. */
function field(number: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value)
  if (bytes.length > 127) throw new Error('a length of one byte is all that is needed here')
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes])
}
