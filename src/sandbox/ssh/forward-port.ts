import { connect } from 'node:net'
import type { ServerChannel, TcpipRequestInfo } from 'ssh2'

/** Lets a host be a jump host: forwards to loopback, where the other hosts are, and nowhere else. */
export function forwardPort(accept: () => ServerChannel, reject: () => void, info: TcpipRequestInfo): void {
  if (info.destIP !== '127.0.0.1' && info.destIP !== 'localhost') {
    reject()
    return
  }
  const socket = connect(info.destPort, '127.0.0.1')
  socket.once('error', reject)
  socket.once('connect', () => {
    socket.off('error', reject)
    const channel = accept()
    socket.on('error', () => channel.destroy())
    channel.on('error', () => socket.destroy())
    socket.pipe(channel).pipe(socket)
  })
}
