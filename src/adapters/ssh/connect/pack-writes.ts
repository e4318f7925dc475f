import type { Socket } from 'node:net'

/**
 * Lets a socket send all that is written to it in one turn of the event loop with one call of the system. ssh2 writes a
 * packet in three parts (length, body, tag): by themselves they would be three calls, three segments, and with Nagle's
 * algorithm a wait for the host between the first and the second. For a socket on which `connect` was called, which sets its
 * `write` anew.
 */
export function packWrites(socket: Socket): Socket {
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
