import type { Duplex } from 'node:stream'

/**
 * Lets a socket send all that is written to it in one turn of the event loop with one call of the system. ssh2 writes a
 * packet in three parts (length, body, tag): by themselves they would be three calls, three segments, and with Nagle's
 * algorithm a wait for the host between the first and the second. For a socket on which `connect` was called, which sets its
 * `write` anew.
 */
export function packWrites<T extends Duplex>(socket: T): T {
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean
  let isPacking = false
  socket.write = (...args: readonly unknown[]) => {
    if (!isPacking) {
      isPacking = true
      socket.cork()
      process.nextTick(() => {
        isPacking = false
        socket.uncork()
      })
    }
    return write(...args)
  }
  return socket
}

/**
 * The same for the channel of a jump host: what is written in one turn is one packet of the connection around it. It must not
 * be written at once either: ssh2's chacha20-poly1305 has one buffer for all connections, and a packet of the connection
 * around, made in the middle of one of the connection within, would spoil that.
 */
export function packChannelWrites(channel: Duplex): Duplex {
  channel._writev = (chunks, callback) => {
    const parts = chunks.map(({ chunk }) => chunk as Buffer)
    channel._write(Buffer.concat(parts), 'buffer' as never, callback)
  }
  return packWrites(channel)
}
