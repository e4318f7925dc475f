import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandOutput } from '../../../src/model/command-output.ts'
import { type RemoteCommand, shell as script, type ShellCommand } from '../../../src/model/remote-command.ts'
import { EFFECTIVE_USER } from '../../../src/model/effective-user.ts'
import {
  closingCommand,
  lockAnswer,
  type LockAnswer,
  lockCommand,
  type LockQuestion,
  releaseCommand,
} from '../../../src/engine/locks/lock-answer.ts'
import { runIn, shells } from '../../adapters/shell-program/shells.ts'

describe.each(shells)('the lock of a host under %s', (...shell) => {
  let home = ''
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'longshore-lock-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  test('is had by the first, and told to the second with who, since when and until when', async () => {
    const first = await ask({ verb: 'hold', owner: 'a' })
    const second = await ask({ verb: 'hold', owner: 'b' })

    expect(first).toMatchObject({ state: 'free', token: 1, ran: true })
    expect(second).toMatchObject({ state: 'busy', token: 1, holder: { run: 'run-a' }, ran: false })
    expect(second.left).toBeGreaterThan(290)
    expect(Math.abs(Date.now() / 1000 - second.since)).toBeLessThan(60)
  })

  test('is checked by its token, and free for the next one when it is released', async () => {
    const taken = await ask({ verb: 'hold', owner: 'a' })
    const checked = await ask({ verb: 'hold', owner: 'a', token: taken.token })
    await outputsOf([asUser(releaseCommand('a', taken.token))])
    const next = await ask({ verb: 'hold', owner: 'b' })
    const late = await ask({ verb: 'hold', owner: 'a', token: taken.token })

    expect(checked).toMatchObject({ state: 'held', token: 1, ran: true })
    expect(next).toMatchObject({ state: 'free', token: 2, ran: true })
    expect(late).toMatchObject({ state: 'lost', token: 2, holder: { run: 'run-b' }, ran: false })
    expect(files().at(-1)).toBe('2')
  })

  test('is nobody else’s to release or to extend', async () => {
    await ask({ verb: 'hold', owner: 'a' })
    await outputsOf([asUser(releaseCommand('b', 1))])
    const beaten = await ask({ verb: 'beat', owner: 'b', token: 1 })

    expect(beaten).toMatchObject({ state: 'lost' })
    expect(await ask({ verb: 'look', owner: 'c' })).toMatchObject({ state: 'busy', holder: { run: 'run-a' } })
  })

  test('is taken over when it was not extended for its time, and its old owner finds out', async () => {
    await ask({ verb: 'hold', owner: 'a' })
    makeOlder(301)
    const seen = await ask({ verb: 'look', owner: 'b' })
    const taken = await ask({ verb: 'hold', owner: 'b', seen: seen.mark })
    const old = await ask({ verb: 'hold', owner: 'a', token: 1 })

    expect(seen).toMatchObject({ state: 'stale', holder: { run: 'run-a' } })
    expect(taken).toMatchObject({ state: 'stale', token: 2, holder: { run: 'run-a' }, ran: true })
    expect(old).toMatchObject({ state: 'lost', token: 2, ran: false })
  })

  test('lasts on where it is extended, and where the boot is another one for as long as that', async () => {
    await ask({ verb: 'hold', owner: 'a' })
    makeOlder(299)
    await ask({ verb: 'beat', owner: 'a', token: 1 })
    makeOlder(299)
    const busy = await ask({ verb: 'look', owner: 'b' })
    edit((lines) => [lines[0]!, '999999999 another-boot 5', ...lines.slice(2)])

    expect(busy).toMatchObject({ state: 'busy' })
    expect(await ask({ verb: 'look', owner: 'b' })).toMatchObject({ state: 'busy' })
  })

  test('is not taken over while the program of its owner is at work, however old it is', async () => {
    await ask({ verb: 'hold', owner: 'a' })
    const worker = spawn('sleep', ['60'])
    makeOlder(10_000)
    edit((lines) => [lines[0]!, lines[1]!, `${worker.pid} ${startOf(worker.pid ?? 0)}`, ...lines.slice(3)])
    const atWork = await ask({ verb: 'hold', owner: 'b' })
    const ended = new Promise((done) => worker.on('exit', done))
    worker.kill()
    await ended

    expect(atWork).toMatchObject({ state: 'working', ran: false })
    expect(await ask({ verb: 'hold', owner: 'b' })).toMatchObject({ state: 'stale', ran: true })
  })

  test('tells of the program that took it', async () => {
    const outputs = await outputsOf([commandOf({ verb: 'hold', owner: 'a' }), script('cat "/proc/$$/stat"')])
    const [pid, began] = readFileSync(join(folder(), '1'), 'utf8').split('\n')[2]?.split(' ') ?? []
    const stat = outputs[1]?.stdout.toString('utf8') ?? ''

    expect(stat.startsWith(`${pid} `)).toBe(true)
    expect(startIn(stat)).toBe(began)
  })

  test('of an owner that is known to be gone is taken before its time, by its token alone', async () => {
    await ask({ verb: 'hold', owner: 'a' })

    const wrong = await ask({ verb: 'hold', owner: 'b', take: 7 })
    const right = await ask({ verb: 'hold', owner: 'b', take: 1 })

    expect(wrong).toMatchObject({ state: 'busy' })
    expect(right).toMatchObject({ state: 'gone', token: 2, holder: { run: 'run-a' } })
  })

  test('is taken, and nothing runs, where it was somebody’s since the look', async () => {
    const seen = await ask({ verb: 'look', owner: 'b' })
    await ask({ verb: 'hold', owner: 'a' })
    await outputsOf([asUser(releaseCommand('a', 1))])
    const taken = await ask({ verb: 'hold', owner: 'b', seen: seen.mark })

    expect(seen).toMatchObject({ state: 'free', token: 0 })
    expect(taken).toMatchObject({ state: 'changed', token: 2, ran: false })
    expect(await ask({ verb: 'hold', owner: 'b', token: 2 })).toMatchObject({ state: 'held', ran: true })
  })

  test('is known as its own by the same owner under another name', async () => {
    await ask({ verb: 'hold', owner: 'a' })

    expect(await ask({ verb: 'hold', owner: 'a' })).toMatchObject({ state: 'same', token: 1, ran: false })
  })

  test('is had by one of many that want it at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `owner${index}`)
    const fresh = await Promise.all(names.map((owner) => ask({ verb: 'hold', owner })))
    makeOlder(301)
    const stale = await Promise.all(names.map((owner) => ask({ verb: 'hold', owner: `${owner}-later` })))

    expect(fresh.filter(({ ran }) => ran)).toHaveLength(1)
    expect(stale.filter(({ ran }) => ran)).toHaveLength(1)
    expect(files().at(-1)).toBe('2')
  }, 30_000)

  test('leaves no more than a few files of those before it', async () => {
    for (let token = 1; token <= 12; token++) {
      await ask({ verb: 'hold', owner: `owner${token}` })
      await outputsOf([asUser(releaseCommand(`owner${token}`, token))])
    }

    expect(files().at(-1)).toBe('12')
    expect(readdirSync(folder()).length).toBeLessThan(10)
  })

  test('that cannot be written is not had, and what the system says is told', async () => {
    writeFileSync(join(home, 'longshore'), 'a file is in the way')

    const [output] = (await outputsOf([commandOf({ verb: 'hold', owner: 'a' })])) as [CommandOutput]

    expect(output.exitCode).toBe(4)
    expect(lockAnswer(output)).toMatchObject({ problem: expect.stringMatching(/directory|exist/i) })
  })

  test('whose text was lost in a power cut is free for others, and still its owner’s until then', async () => {
    await ask({ verb: 'hold', owner: 'a' })
    edit(() => [])

    expect(await ask({ verb: 'hold', owner: 'a', token: 1 })).toMatchObject({ state: 'held', ran: true })
    edit(() => [])
    expect(await ask({ verb: 'hold', owner: 'b' })).toMatchObject({ state: 'free', token: 2, ran: true })
    expect(await ask({ verb: 'hold', owner: 'a', token: 1 })).toMatchObject({ state: 'lost', ran: false })
  })

  describe('that its owner releases with its own last step', () => {
    const NOTE = '{"run":"run-a","by":"ann on ctl","host":"h1","reason":"play","process":{"pid":1,"host":"ctl"}}'
    const closing = () => asUser(closingCommand('a', NOTE))
    const exitCodes = async (...commands: readonly RemoteCommand[]) =>
      (await outputsOf(commands)).map(({ exitCode }) => exitCode)

    test('is free for others at once', async () => {
      const codes = await exitCodes(commandOf({ verb: 'hold', owner: 'a' }), script('echo worked'), closing())

      expect(codes).toEqual([0, 0, 0])
      expect(readFileSync(join(folder(), '1'), 'utf8')).toBe('')
      expect(await ask({ verb: 'look', owner: 'b' })).toMatchObject({ state: 'free', token: 1 })
      expect(await ask({ verb: 'hold', owner: 'b' })).toMatchObject({ state: 'free', token: 2, ran: true })
      expect(await ask({ verb: 'hold', owner: 'a', token: 1 })).toMatchObject({ state: 'lost', ran: false })
    })

    test('stays where a step before it fails', async () => {
      const codes = await exitCodes(commandOf({ verb: 'hold', owner: 'a' }), script('exit 3'), closing())

      expect(codes).toEqual([0, 3])
      expect(await ask({ verb: 'look', owner: 'b' })).toMatchObject({ state: 'busy', token: 1 })
    })

    test('stays where another program of the owner has checked it since, or never had it', async () => {
      await ask({ verb: 'hold', owner: 'a' })
      const [code] = await exitCodes(closing())
      const ofOther = await exitCodes(asUser(closingCommand('b', NOTE)))

      expect([code, ofOther]).toEqual([5, [5]])
      expect(await ask({ verb: 'look', owner: 'b' })).toMatchObject({ state: 'busy', token: 1 })
    })

    test('is known to it as done, and its own again under the token, until somebody else has had it', async () => {
      await exitCodes(commandOf({ verb: 'hold', owner: 'a' }), closing())
      const known = await ask({ verb: 'hold', owner: 'a' })
      const again = await ask({ verb: 'hold', owner: 'a', token: known.token })
      await exitCodes(commandOf({ verb: 'hold', owner: 'a', token: 1 }), closing())
      await ask({ verb: 'hold', owner: 'b' })
      await outputsOf([asUser(releaseCommand('b', 2))])

      expect(known).toMatchObject({ state: 'done', token: 1, holder: { run: 'run-a', host: 'h1' }, ran: false })
      expect(again).toMatchObject({ state: 'held', token: 1, ran: true })
      expect(await ask({ verb: 'hold', owner: 'a' })).toMatchObject({ state: 'free', token: 3, ran: true })
    })
  })

  type Asked = Pick<LockQuestion, 'verb' | 'owner'> & Partial<LockQuestion>

  async function ask(asked: Asked): Promise<LockAnswer & { readonly ran: boolean }> {
    const outputs = await outputsOf([commandOf(asked), script('echo worked')])
    const answer = outputs[0] === undefined ? { problem: 'no output' } : lockAnswer(outputs[0])
    if ('problem' in answer) throw new Error(answer.problem)
    return { ...answer, ran: outputs.length === 2 }
  }

  /** As a user that is not root, whose home is the test's folder. */
  function commandOf(asked: Asked): RemoteCommand {
    const note = JSON.stringify({
      run: `run-${asked.owner}`,
      by: 'ann on ctl',
      host: 'h1',
      reason: "play 'p'",
      process: { pid: 1, host: 'ctl' },
    })
    return asUser(lockCommand({ token: 0, ttlSeconds: 300, time: Math.floor(Date.now() / 1000), note, ...asked }))
  }

  function asUser(command: ShellCommand): RemoteCommand {
    const user = `effective_user() { uid=1000; }\nXDG_STATE_HOME='${home}'\n`
    return { ...command, script: command.script.replace(EFFECTIVE_USER, user) }
  }

  async function outputsOf(commands: readonly RemoteCommand[]): Promise<readonly CommandOutput[]> {
    const ran = await runIn(shell, commands)
    expect(ran.finished).toBe(true)
    return ran.exitCodes.map((exitCode, index) => ({
      exitCode,
      stdout: ran.stdout[index] ?? Buffer.alloc(0),
      stderr: ran.stderr[index] ?? Buffer.alloc(0),
      truncated: false,
    }))
  }

  function folder(): string {
    const [machine = ''] = readdirSync(join(home, 'longshore/locks'))
    return join(home, 'longshore/locks', machine)
  }

  /** Of locks, the one that counts last. */
  function files(): readonly string[] {
    const numbers = readdirSync(folder()).filter((name) => /^\d+$/.test(name))
    return numbers.sort((one, other) => Number(one) - Number(other))
  }

  function edit(change: (lines: readonly string[]) => readonly string[]): void {
    const path = join(folder(), files().at(-1) ?? '')
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    writeFileSync(
      path,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    )
  }

  /** As if it had been extended for the last time so many seconds earlier; its time is as much shorter where this boot is. */
  function makeOlder(seconds: number): void {
    edit((lines) => {
      const [ttl = '', boot, up] = (lines[1] ?? '').split(' ')
      const back = Math.min(seconds, Number(up))
      return [
        lines[0]!,
        `${Math.max(0, Number(ttl) - (seconds - back))} ${boot} ${Number(up) - back}`,
        ...lines.slice(2),
      ]
    })
  }
})

function startOf(pid: number): string {
  return startIn(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

function startIn(stat: string): string {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
