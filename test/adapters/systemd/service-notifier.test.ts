import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { systemdNotifier } from '../../../src/adapters/systemd/service-notifier.ts'

/** A datagram socket, as systemd has it: prints what comes, one message a line. */
const LISTENER = `
import socket, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print("listening", flush=True)
while True:
    message, ancillary, flags, address = listener.recvmsg(4096, 4096)
    print(message.decode().replace(chr(10), " "), flush=True)
    for level, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            import array, os
            for fd in array.array("i", data): os.close(fd)
`

const isHere =
  spawnSync('systemd-notify', ['--version']).status === 0 && spawnSync('python3', ['--version']).status === 0
if (!isHere) process.stderr.write('SKIPPED: there is no systemd-notify, or no python3 to listen with\n')
const testHere = isHere ? test : test.skip

describe('the word to systemd', () => {
  testHere('is heard on its socket: ready, alive and stopping', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notify-'))
    const socket = join(folder, 'socket')
    const child = spawn('python3', ['-c', LISTENER, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
    let heard = ''
    child.stdout.on('data', (data: Buffer) => (heard += data.toString()))
    const untilHeard = async (text: string) => {
      while (!heard.includes(text)) await new Promise((done) => setTimeout(done, 10))
    }
    await untilHeard('listening')
    const problems: string[] = []
    const env = { ...process.env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: '180000000' }

    const notifier = systemdNotifier(env, (problem) => problems.push(problem))
    await notifier.ready()
    await notifier.alive()
    await notifier.stopping()
    await untilHeard('STOPPING=1')
    child.kill()
    rmSync(folder, { recursive: true })

    expect(notifier.watchdogMs).toBe(180_000)
    expect(heard).toMatch(/READY=1[^]*WATCHDOG=1[^]*STOPPING=1/)
    expect(problems).toEqual([])
  })

  test('is not said where nobody listens', async () => {
    const problems: string[] = []
    const notifier = systemdNotifier({ PATH: '/nonexistent', WATCHDOG_USEC: '5' }, (problem) => problems.push(problem))

    await notifier.ready()

    expect(notifier.watchdogMs).toBeUndefined()
    expect(problems).toEqual([])
  })

  test('that cannot be said is told once', async () => {
    const problems: string[] = []
    const env = { PATH: '/nonexistent', NOTIFY_SOCKET: '/nonexistent/socket' }
    const notifier = systemdNotifier(env, (problem) => problems.push(problem))

    await notifier.ready()
    await notifier.alive()

    expect(problems).toEqual([expect.stringMatching(/^systemd cannot be told: /)])
  })
})
