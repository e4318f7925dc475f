import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A cable to one port of this machine that can be pulled. */
export class TcpProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #silent = false
  #refusing = false

  private constructor(to: number) {
    this.#server = createServer((near) => {
      if (this.#refusing) {
        near.destroy()
        return
      }
      const far = connect(to, '127.0.0.1')
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.#sockets.delete(one)
          other.destroy()
        })
        one.on('data', (chunk: Buffer) => other.write(chunk))
        if (this.#silent) one.pause()
      }
    })
  }

  static async open(to: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(to)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** What is sent waits, as on a line that is cut: it arrives when the line is whole again. */
  silence(): void {
    this.#silent = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** Every connection ends, and none is taken. */
  refuse(): void {
    this.#refusing = true
    for (const socket of this.#sockets) socket.destroy()
  }

  restore(): void {
    this.#silent = false
    this.#refusing = false
    for (const socket of this.#sockets) socket.resume()
  }

  async close(): Promise<void> {
    this.refuse()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}
