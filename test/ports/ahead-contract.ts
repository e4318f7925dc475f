import { describe, expect, test } from '@jest/globals'
import { stdoutText, type CommandOutput } from '../../src/model/command-output.ts'
import { NO_SUCH_FILE, shell, type RemoteCommand } from '../../src/model/remote-command.ts'
import type { RunOptions } from '../../src/ports/connection.ts'
import type { Tools } from './shell-contract.ts'

/** What a Connection promises of commands that go along with others. */
export function aheadContract({ run, attempt, write, read, tolerant }: Tools, realShell: boolean): void {
  /** Options, and what the commands said that went along. */
  const along = (commands: readonly RemoteCommand[], timeoutMs = 20_000) => {
    const took: (readonly CommandOutput[])[] = []
    const ahead: RunOptions['ahead'] = { commands, timeoutMs, took: (outputs) => void took.push(outputs) }
    return { options: { ahead }, took }
  }

  describe('commands that go along', () => {
    test('see what the others did, and are in no output of theirs', async () => {
      const { options, took } = along([tolerant(read('ahead')), tolerant(read('absent'))])

      const outputs = await run([write('ahead', 'written')], options)

      expect(outputs.map((output) => output.exitCode)).toEqual([0])
      expect(took.map((all) => all.map((output) => output.exitCode))).toEqual([[0, NO_SUCH_FILE]])
      expect(stdoutText(took[0]![0]!)).toBe('written')
    })

    test('do not run behind a failure', async () => {
      const { options, took } = along([tolerant(read('ahead'))])

      const outputs = await run([write('ahead', 'again'), read('absent')], options)

      expect(outputs.map((output) => output.exitCode)).toEqual([0, NO_SUCH_FILE])
      expect(took).toEqual([])
    })

    test('run behind a tolerant failure', async () => {
      const { options, took } = along([tolerant(read('absent'))])

      await run([tolerant(read('absent'))], options)

      expect(took).toHaveLength(1)
    })

    if (!realShell) return

    test('fail nothing when they hang', async () => {
      const { options, took } = along([tolerant(shell('sleep 600'))], 300)

      const outputs = await run([shell('echo done')], options)

      expect(outputs.map(stdoutText)).toEqual(['done\n'])
      expect(took).toEqual([])
      expect(await run([shell('echo on')]).then((next) => next.map(stdoutText))).toEqual(['on\n'])
    })

    test('fail nothing when they end the shell that they run in', async () => {
      const { options, took } = along([tolerant(shell('kill -9 $$'))])

      const outputs = await run([shell('echo done')], options)

      expect(outputs.map(stdoutText)).toEqual(['done\n'])
      expect(took).toEqual([])
    })

    test('are left out where sh has no way to say them', async () => {
      const { options, took } = along([tolerant(read('nul\0'))])

      const ran = await attempt([shell('echo done')], options)

      expect(ran).toMatchObject({ ok: true, value: [{ exitCode: 0 }] })
      expect(took).toEqual([])
    })
  })
}
