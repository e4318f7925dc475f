import { afterEach, describe, expect, test } from '@jest/globals'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { compileProgram, type ShellProgram } from '../../../src/adapters/shell-program/compile-program.ts'
import type { ChannelEnd, ProgramChannel } from '../../../src/adapters/shell-program/program-channel.ts'
import { runProgram } from '../../../src/adapters/shell-program/run-program.ts'
import { systemClock } from '../../../src/adapters/clock.ts'
import { stdoutText } from '../../../src/model/command-output.ts'
import { exec, sharedShell, shell as script, type RemoteCommand } from '../../../src/model/remote-command.ts'
import { shells } from './shells.ts'

const started: ChildProcessWithoutNullStreams[] = []
afterEach(() => {
  for (const { pid } of started.splice(0)) {
    try {
      process.kill(-(pid ?? 0), 'SIGKILL')
    } catch {
      // All of it has ended.
    }
  }
})

const never = new AbortController().signal
const options = { clock: systemClock, signal: never, timeoutMs: 60_000 }

describe.each(shells)('one %s for several programs', (program, ...args) => {
  test('runs one after the other, and nothing of one is there for the next', async () => {
    const channel = start(program, args)
    const first = [
      script('cd /; umask 077; set -C; x=1; export X=1; exec 7>&1; trap "echo trapped" EXIT; echo one; exit 3'),
      exec('cat'),
    ].map((command) => ({ ...command, tolerant: true }))
    await run(channel, [exec('pwd'), script('umask')]).then(async ([folder, mask]) => {
      const ran = await run(channel, first)
      const state = script('pwd; umask; echo "${x-no} ${X-no} $-"; trap; (echo seven >&7) 2>/dev/null || echo closed')
      const [after] = await run(channel, [state])

      expect(ran).toEqual(['one\ntrapped\n', ''])
      expect(after).toMatch(new RegExp(`^${folder?.trim()}\n${mask?.trim()}\nno no [a-zA-Z]*\nclosed\n$`))
      expect(after?.split('\n')[2]).not.toContain('C')
    })
  })

  test('takes a hundred programs without a pause, large ones and large outputs among them', async () => {
    const channel = start(program, args)
    const large = 'x'.repeat(150_000)

    for (let n = 0; n < 100; n++) {
      const isLarge = n % 25 === 0
      const commands = isLarge ? [{ ...exec('cat'), stdin: large }] : [exec('echo', `${n}`)]
      expect(await run(channel, commands)).toEqual([isLarge ? large : `${n}\n`])
    }
    expect(channel.stdout.listenerCount('data') + channel.stderr.listenerCount('data')).toBe(0)
  })

  test('stops at a command that fails, and goes on with the next program', async () => {
    const channel = start(program, args)

    const failed = await runProgram(channel, programOf([exec('false'), exec('echo', 'never')]), options)
    const after = await run(channel, [exec('echo', 'on')])

    expect(failed.ok && failed.value.map(({ exitCode }) => exitCode)).toEqual([1])
    expect(after).toEqual(['on\n'])
  })

  test('tells of a program that was killed in the middle of a command, though the shell goes on', async () => {
    const channel = start(program, args)

    const ran = await runProgram(
      channel,
      programOf([script('printf half; read -r a b c parent d < /proc/self/stat; kill -KILL "$parent"; sleep 5')]),
      options,
    )

    expect(ran).toMatchObject({ ok: false, error: { kind: 'ended-early', end: { exitCode: 137 }, started: true } })
  })

  test('tells of commands that share a shell and were killed in the middle of one', async () => {
    const channel = start(program, args)
    const killed = sharedShell('printf half; read -r own d < /proc/self/stat; kill -KILL "$own"')

    const ran = await runProgram(
      channel,
      programOf([sharedShell('echo one'), killed, sharedShell('echo never')]),
      options,
    )

    expect(ran).toMatchObject({ ok: false, error: { kind: 'ended-early', started: true } })
  })

  test('ends all processes of a program that is given up', async () => {
    const channel = start(program, args)
    await run(channel, [exec('true')])
    const giveUp = new AbortController()

    const running = runProgram(channel, programOf([script('echo begun; sleep 60')]), {
      ...options,
      signal: giveUp.signal,
    })
    channel.stdout.once('data', () => setTimeout(() => giveUp.abort(), 50))

    expect(await running).toMatchObject({ ok: false, error: { kind: 'aborted' } })
    expect(await channel.ended).toMatchObject({ signal: 'SIGTERM' })
  })

  test('ends its looks where whatever started it ignores TERM', async () => {
    const channel = start('bash', ['-c', `trap '' TERM; exec "$@"`, 'bash', program, ...args])

    const ran = [await run(channel, [exec('echo', 'one')]), await run(channel, [exec('echo', 'two')])]

    expect(ran).toEqual([['one\n'], ['two\n']])
  })

  test('serves a program that changes something as its last one', async () => {
    const channel = start(program, args)
    await run(channel, [exec('true')])

    const ran = await runProgram(channel, programOf([script('echo "$$"')], false), options)

    expect(ran.ok && stdoutText(ran.value[0]!)).toBe(`${started.at(-1)?.pid}\n`)
    expect(await channel.ended).toEqual({ exitCode: 0 })
  })
})

function programOf(commands: readonly RemoteCommand[], keepsShell = true): ShellProgram {
  const program = compileProgram(commands, { keepsShell })
  if (!program.ok) throw program.error
  return program.value
}

async function run(channel: ProgramChannel, commands: readonly RemoteCommand[]): Promise<readonly string[]> {
  const ran = await runProgram(channel, programOf(commands), options)
  if (!ran.ok) throw new Error(JSON.stringify(ran.error))
  return ran.value.map(stdoutText)
}

function start(program: string, args: readonly string[]): ProgramChannel {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  started.push(child)
  child.stdin.on('error', () => undefined)
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: new Promise<ChannelEnd>((resolve) => {
      child.once('exit', (code, signal) =>
        resolve({ ...(code !== null && { exitCode: code }), ...(signal !== null && { signal }) }),
      )
    }),
    close: () => child.stdout.destroy(),
  }
}
