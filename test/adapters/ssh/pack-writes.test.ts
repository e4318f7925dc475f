import { expect, test } from '@jest/globals'
import { createServer, Socket, type AddressInfo } from 'node:net'
import { packWrites } from '../../../src/adapters/ssh/connect/pack-writes.ts'

test('what is written in one turn of the event loop goes out in one call, in order, and the next turn in another', async () => {
  let received = ''
  const server = createServer((peer) => peer.on('data', (chunk) => (received += chunk.toString())))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = packWrites(new Socket().connect((server.address() as AddressInfo).port, '127.0.0.1'))
  await new Promise((resolve) => socket.once('connect', resolve))
  const calls = countCalls(socket)

  for (const part of ['length ', 'body ', 'tag ']) socket.write(part)
  await new Promise(setImmediate)
  socket.write('next ')
  socket.end('last')
  await new Promise((resolve) => server.close(resolve))

  expect(received).toBe('length body tag next last')
  expect(calls).toEqual([3, 2])
})

/** How many parts each call of the system takes. */
function countCalls(socket: Socket): readonly number[] {
  const calls: number[] = []
  const write = socket._write.bind(socket)
  const writev = socket._writev?.bind(socket)
  socket._write = (chunk, encoding, callback) => {
    calls.push(1)
    write(chunk, encoding, callback)
  }
  socket._writev = (chunks, callback) => {
    calls.push(chunks.length)
    writev?.(chunks, callback)
  }
  return calls
}
