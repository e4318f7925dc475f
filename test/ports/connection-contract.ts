import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { Secret } from '../../src/base/secret.ts'
import { stderrText, stdoutText } from '../../src/model/command-output.ts'
import { NO_SUCH_FILE, type RemoteCommand, type WriteCommand } from '../../src/model/remote-command.ts'
import type { Connection, RunOptions } from '../../src/ports/connection.ts'
import { aheadContract } from './ahead-contract.ts'
import { shellContract } from './shell-contract.ts'

export interface ContractSubject {
  readonly connection: Connection
  /** An existing directory of the host where the suite may write. */
  readonly directory: string
  /** Extra options for every run, such as become. */
  readonly options?: Partial<RunOptions>
  readonly cleanUp?: () => Promise<void>
}

/**
 * What every Connection promises. `realShell: false` leaves out what only a shell can show (processes, signals), for
 * connections that answer from memory.
 */
export function connectionContract(
  name: string,
  open: () => Promise<ContractSubject>,
  { realShell = true }: { readonly realShell?: boolean } = {},
): void {
  describe(`${name} keeps the Connection contract`, () => {
    let subject: ContractSubject
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(async () => {
      await subject.connection.close()
      await subject.cleanUp?.()
    })

    const attempt = (commands: readonly RemoteCommand[], options: Partial<RunOptions> = {}) =>
      subject.connection.run(commands, { signal: new AbortController().signal, ...subject.options, ...options })
    const run = async (commands: readonly RemoteCommand[], options: Partial<RunOptions> = {}) => {
      const ran = await attempt(commands, options)
      if (!ran.ok) throw ran.error
      return ran.value
    }
    const path = (file: string) => `${subject.directory}/${file}`
    const write = (file: string, content: WriteCommand['content'], more: Partial<WriteCommand> = {}): WriteCommand => ({
      kind: 'write',
      path: path(file),
      content,
      ...more,
    })
    const read = (file: string): RemoteCommand => ({ kind: 'read', path: path(file) })
    const tolerant = (command: RemoteCommand): RemoteCommand => ({ ...command, tolerant: true })

    describe('files', () => {
      test.each<[string, string | Uint8Array | Secret]>([
        ['nothing', ''],
        ['one line', 'a line\n'],
        ['no newline at the end', 'a line'],
        ['only newlines', '\n\n\n'],
        ['quotes and shell words', `it's "$HOME" \`id\` \\n %s $(reboot) !history\n`],
        ['UTF-8', 'Grüße, 世界 🚢\r\n'],
        ['a dash first', '-n -e --\n'],
        ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
        ['a secret', new Secret('hunter2')],
        ['300 KB of random bytes', randomBytes(300_000)],
        ['300 KB of text', 'key = "value" # ünïcode\n'.repeat(12_000)],
      ])('reads back %s exactly as written', async (_what, content) => {
        const bytes = content instanceof Secret ? Buffer.from(content.reveal()) : Buffer.from(content as string)

        const outputs = await run([write('round-trip', content), read('round-trip')])

        expect(outputs.map((output) => output.exitCode)).toEqual([0, 0])
        expect(outputs[1]!.stdout.equals(bytes)).toBe(true)
      })

      test('takes a path with spaces, quotes and a newline', async () => {
        const name = `it's a "file"\n$x`

        const outputs = await run([write(name, 'x'), read(name), { kind: 'remove', path: path(name) }])

        expect(outputs.map((output) => output.exitCode)).toEqual([0, 0, 0])
        expect(stdoutText(outputs[1]!)).toBe('x')
      })

      test('tells a file that is not there from one that cannot be read', async () => {
        const [absent, below, directory] = await run([
          tolerant(read('absent')),
          tolerant(read('absent/below')),
          tolerant(read('.')),
        ])

        expect([absent!.exitCode, below!.exitCode, directory!.exitCode]).toEqual([NO_SUCH_FILE, NO_SUCH_FILE, 1])
        expect(stderrText(directory!)).toMatch(/directory/)
      })

      test('moves a file over another', async () => {
        const outputs = await run([
          write('from', 'new'),
          write('to', 'old'),
          { kind: 'move', from: path('from'), to: path('to') },
          read('to'),
          tolerant(read('from')),
        ])

        expect(outputs.map((output) => output.exitCode)).toEqual([0, 0, 0, 0, NO_SUCH_FILE])
        expect(stdoutText(outputs[3]!)).toBe('new')
      })

      test('fails to move what is not there', async () => {
        const outputs = await run([{ kind: 'move', from: path('not-there'), to: path('elsewhere') }])

        expect(outputs[0]!.exitCode).not.toBe(0)
        expect(stderrText(outputs[0]!)).toMatch(/No such file/)
      })

      test('removes a file, and takes nothing there for success', async () => {
        const remove: RemoteCommand = { kind: 'remove', path: path('gone') }

        const outputs = await run([write('gone', 'x'), remove, remove, tolerant(read('gone'))])

        expect(outputs.map((output) => output.exitCode)).toEqual([0, 0, 0, NO_SUCH_FILE])
      })

      test('fails to write into a directory that is not there', async () => {
        const outputs = await run([write('no-such-directory/file', 'x')])

        expect(outputs[0]!.exitCode).not.toBe(0)
        expect(stderrText(outputs[0]!)).toMatch(/No such file or directory|[Dd]irectory nonexistent/)
      })
    })

    describe('the list of commands', () => {
      test('stops after the first failure, which is an output and not an error', async () => {
        const outputs = await run([write('first', '1'), read('missing'), write('third', '3')])
        const [third] = await run([tolerant(read('third'))])

        expect(outputs.map((output) => output.exitCode)).toEqual([0, NO_SUCH_FILE])
        expect(third!.exitCode).toBe(NO_SUCH_FILE)
      })

      test('goes on after a tolerant failure', async () => {
        const outputs = await run([tolerant(read('missing')), write('after', 'x'), read('after')])

        expect(outputs.map((output) => output.exitCode)).toEqual([NO_SUCH_FILE, 0, 0])
      })

      test('is one round trip, whatever its length, and none when it is empty', async () => {
        const before = subject.connection.roundTrips

        await run([write('a', '1'), write('b', '2'), read('a'), read('b')])
        await run([])

        expect(subject.connection.roundTrips - before).toBe(1)
      })

      test('does nothing when the signal has aborted before', async () => {
        const ran = await attempt([write('aborted-before', 'x')], { signal: AbortSignal.abort() })
        const [after] = await run([tolerant(read('aborted-before'))])

        expect(ran).toMatchObject({ ok: false, error: { code: 'INTERRUPTED' } })
        expect(after!.exitCode).toBe(NO_SUCH_FILE)
      })
    })

    aheadContract({ run, attempt, path, write, read, tolerant }, realShell)
    if (realShell) shellContract({ run, attempt, path, write, read, tolerant })
  })
}
