import { describe, expect, test } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { stderrText, stdoutText, type CommandOutput } from '../../src/model/command-output.ts'
import { exec, NO_SUCH_FILE, shell, type RemoteCommand, type WriteCommand } from '../../src/model/remote-command.ts'
import type { Connection, RunOptions } from '../../src/ports/connection.ts'

export interface Tools {
  readonly run: (commands: readonly RemoteCommand[], options?: Partial<RunOptions>) => Promise<readonly CommandOutput[]>
  readonly attempt: (commands: readonly RemoteCommand[], options?: Partial<RunOptions>) => ReturnType<Connection['run']>
  readonly path: (file: string) => string
  readonly write: (file: string, content: WriteCommand['content'], more?: Partial<WriteCommand>) => WriteCommand
  readonly read: (file: string) => RemoteCommand
  readonly tolerant: (command: RemoteCommand) => RemoteCommand
}

/** What only a connection to a real shell can show: programs, modes and owners, processes that are ended. */
export function shellContract({ run, attempt, path, write, read, tolerant }: Tools): void {
  describe('programs', () => {
    test('gives exit code, stdout and stderr of each command, byte by byte', async () => {
      const outputs = await run([
        tolerant(shell('printf "a\\000b"; printf "warn" >&2; exit 3')),
        exec('printf', '%s', `it's "quoted" $HOME \\ \n `),
        exec('true'),
        tolerant(exec('no-such-program-here')),
      ])

      expect(outputs.map((output) => output.exitCode)).toEqual([3, 0, 0, 127])
      expect(outputs[0]).toMatchObject({ stdout: Buffer.from('a\0b'), stderr: Buffer.from('warn'), truncated: false })
      expect(stdoutText(outputs[1]!)).toBe(`it's "quoted" $HOME \\ \n `)
      expect(outputs[2]).toMatchObject({ stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) })
      expect(stderrText(outputs[3]!)).toMatch(/not found/)
    })

    test('gives each command its own stdin, empty where none was given', async () => {
      const outputs = await run([
        exec('cat'),
        { ...exec('cat'), stdin: 'text without newline' },
        { ...exec('cat'), stdin: new Secret('hunter2\n') },
        { ...shell('read -r line; printf "%s." "$line"; cat'), stdin: 'one\ntwo\n' },
        { ...exec('true'), stdin: 'x'.repeat(200_000) },
      ])

      expect(outputs.map(stdoutText)).toEqual(['', 'text without newline', 'hunter2\n', 'one.two\n', ''])
      expect(outputs.map((output) => output.exitCode)).toEqual([0, 0, 0, 0, 0])
    })

    test('hands a script its arguments, and keeps its exit and its variables to itself', async () => {
      const outputs = await run([
        tolerant(shell('x=1; printf "%s|" "$@"; exit 5', '', "a'b", '$(id)', '-n', 'ü')),
        shell('printf "%s" "${x-unset} $#"'),
      ])

      expect(outputs.map((output) => output.exitCode)).toEqual([5, 0])
      expect(outputs.map(stdoutText)).toEqual(["|a'b|$(id)|-n|ü|", 'unset 0'])
    })

    test('starts a job that goes on by itself, with the environment and in no argv', async () => {
      const folder = path('jobs')
      const commands = [shell('sleep 0.3; printf "%s" "$JOB_WORD"; ps -eo args | grep -c "[u]nseen-word"')]
      const job = { kind: 'detach', folder, job: 'j1.1', seconds: 20, commands } as const

      const started = await run([job], { environment: { JOB_WORD: 'unseen-word' } })
      const waited = await run([
        shell('until grep -q \'"finished": 1\' "$1"; do sleep 0.1; done; cat "$1.parts/0.out"', `${folder}/j1.1`),
      ])

      expect(stdoutText(started[0]!)).toBe(`${folder}/j1.1\n`)
      expect(stdoutText(waited[0]!)).toBe('unseen-word0\n')
    })

    test('takes a script with a syntax error for a failure of that command alone', async () => {
      const outputs = await run([tolerant(shell('if true; then (')), exec('printf', 'on')])

      expect(outputs[0]!.exitCode).not.toBe(0)
      expect(stdoutText(outputs[1]!)).toBe('on')
    })

    test('works in the directory that is named, and fails where there is none', async () => {
      const outputs = await run([
        { ...exec('pwd'), cwd: path('.') },
        { ...shell('pwd'), cwd: path('no-such-directory') },
      ])

      expect(stdoutText(outputs[0]!).trim()).toBe(path('.').replace(/\/\.$/, ''))
      expect(outputs[1]!.exitCode).not.toBe(0)
    })

    test('sets the environment of the commands', async () => {
      const environment = { GREETING: `it's "$HOME"\n世界`, EMPTY: '' }

      const outputs = await run([exec('sh', '-c', 'printf "%s|%s" "$GREETING" "${EMPTY-unset}"')], { environment })

      expect(stdoutText(outputs[0]!)).toBe(`${environment.GREETING}|`)
    })

    test('refuses a variable whose name no shell can export, without a round trip', async () => {
      const ran = await attempt([exec('true')], { environment: { 'a.b': '1' } })

      expect(ran).toMatchObject({ ok: false, error: { code: 'VARS_INVALID' } })
    })

    test('shows neither environment nor stdin nor content in any argv', async () => {
      const look = shell('cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\000" " "')
      const parts = ['se', 'cret-', String(Math.random()).slice(2)]
      const secret = parts.join('')
      const watched = { ...look, stdin: new Secret(secret) }

      const [output] = await run([watched, write('secret', new Secret(secret))], { environment: { TOKEN: secret } })

      expect(stdoutText(output!)).not.toContain(secret)
      expect(stdoutText(output!)).toContain('sh')
    })

    test('caps a stream at 8 MiB, drains the rest and says so', async () => {
      const outputs = await run([shell('head -c 9000000 /dev/zero; printf end >&2'), exec('printf', 'after')])

      expect(outputs.map((output) => output.truncated)).toEqual([true, false])
      expect(outputs[0]!.stdout.length).toBe(8 * 1024 * 1024)
      expect(stdoutText(outputs[1]!)).toBe('after')
    })

    test('does not wait for a process that stays behind', async () => {
      const outputs = await run([shell('sleep 20 & printf "%s" $!'), exec('printf', 'done')])
      await run([exec('kill', stdoutText(outputs[0]!))])

      expect(stdoutText(outputs[1]!)).toBe('done')
    })

    test('runs two lists at the same time', async () => {
      const outputs = await Promise.all(['one', 'two', 'three'].map((word) => run([exec('printf', word)])))

      expect(outputs.map(([output]) => stdoutText(output!))).toEqual(['one', 'two', 'three'])
    })
  })

  describe('writing', () => {
    const stat = (file: string) => exec('stat', '-c', '%a %u %g', path(file))

    test('gives a new file 0644 and keeps the mode of one that is there', async () => {
      const outputs = await run([
        write('modes', '1'),
        stat('modes'),
        exec('chmod', '4750', path('modes')),
        write('modes', '2'),
        stat('modes'),
        write('modes', '3', { mode: 0o600 }),
        stat('modes'),
        read('modes'),
      ])

      expect([1, 4, 6].map((at) => stdoutText(outputs[at]!).split(' ')[0])).toEqual(['644', '4750', '600'])
      expect(stdoutText(outputs[7]!)).toBe('3')
    })

    test('keeps owner and group of the file that is there, and sets those that are given', async () => {
      const [id, map] = await run([exec('id', '-u'), tolerant(exec('cat', '/proc/self/uid_map'))])
      const own = stdoutText(id!).trim()
      // A user namespace made without privileges knows one user only.
      const hasOthers = own === '0' && !/^\s*0\s+\d+\s+1\s*$/.test(stdoutText(map!))
      const other = hasOthers ? '12345' : own
      const outputs = await run([
        write('owned', '1', { owner: other, ...(hasOthers ? { group: '23456' } : {}) }),
        stat('owned'),
        write('owned', '2'),
        stat('owned'),
      ])

      expect(outputs.map((output) => output.exitCode)).toEqual([0, 0, 0, 0])
      expect(stdoutText(outputs[1]!).split(' ')[1]).toBe(other)
      expect(stdoutText(outputs[3]!)).toBe(stdoutText(outputs[1]!))
    })

    test('replaces the file by rename and leaves nothing beside it', async () => {
      const outputs = await run([
        exec('mkdir', path('beside')),
        write('beside/file', 'old'),
        exec('ln', path('beside/file'), path('kept-by-link')),
        write('beside/file', 'new'),
        read('kept-by-link'),
        exec('ls', '-A', path('beside')),
      ])

      expect(stdoutText(outputs[4]!)).toBe('old')
      expect(stdoutText(outputs[5]!)).toBe('file\n')
    })

    test('leaves the old file and nothing else when it fails', async () => {
      const outputs = await run([
        exec('mkdir', path('failing')),
        write('failing/file', 'old'),
        tolerant(write('failing/file', 'new', { owner: 'no-such-user-here' })),
        read('failing/file'),
        exec('ls', '-A', path('failing')),
      ])

      expect(outputs[2]!.exitCode).not.toBe(0)
      expect(stderrText(outputs[2]!)).toMatch(/no-such-user-here/)
      expect(stdoutText(outputs[3]!)).toBe('old')
      expect(stdoutText(outputs[4]!)).toBe('file\n')
    })

    test('refuses a directory and a device in the place of the file', async () => {
      const outputs = await run([
        exec('mkdir', path('directory')),
        tolerant(write('directory', 'x')),
        tolerant({ kind: 'write', path: '/dev/null', content: 'x' }),
        tolerant({ kind: 'move', from: path('directory'), to: path('directory') }),
      ])

      expect(outputs.slice(1).map((output) => output.exitCode)).toEqual([1, 1, 1])
      expect(stderrText(outputs[1]!)).toBe(`${path('directory')}: is not a regular file\n`)
    })

    test('removes a tree only when told to', async () => {
      const tree = path('tree')
      const outputs = await run([
        exec('mkdir', '-p', `${tree}/a/b`),
        tolerant({ kind: 'remove', path: tree }),
        { kind: 'remove', path: tree, recursive: true },
        tolerant(exec('test', '-e', tree)),
      ])

      expect(outputs[1]!.exitCode).not.toBe(0)
      expect(outputs.slice(2).map((output) => output.exitCode)).toEqual([0, 1])
    })
  })

  describe('stopping', () => {
    /** Says when it has begun by making a file, and would go on for a minute, also when it is asked to end. */
    const stubborn = (file: string) =>
      shell('trap "" TERM; printf "%s" "$$" > "$1"; (sleep 60); sleep 60; : > "$1.survived"', path(file))

    test('ends the process group when the signal aborts, stubborn ones too', async () => {
      const abort = new AbortController()
      const running = attempt([stubborn('aborted'), write('never', 'x')], { signal: abort.signal })
      await appears('aborted')
      abort.abort()

      expect(await running).toMatchObject({ ok: false, error: { code: 'INTERRUPTED' } })
      expect(await survivors('aborted')).toEqual([])
      expect((await run([tolerant(read('never'))]))[0]!.exitCode).toBe(NO_SUCH_FILE)
    })

    test('ends the process group when the deadline passes', async () => {
      const ran = await attempt([stubborn('late')], { timeoutMs: 1500 })

      expect(ran).toMatchObject({ ok: false, error: { code: 'COMMAND_TIMED_OUT' } })
      expect(await survivors('late')).toEqual([])
    })

    const appears = (file: string) =>
      run([shell('until [ -s "$1" ]; do sleep 0.05; done', path(file))], { timeoutMs: 10_000 })

    /** Processes that still hold the path of the file in their argv or wait on it. */
    const survivors = async (file: string) => {
      const [found] = await run([
        tolerant(
          shell(
            'i=0; while [ $i -lt 60 ] && kill -0 "$(cat "$1")" 2>/dev/null; do sleep 0.1; i=$((i+1)); done; kill -0 "$(cat "$1")" 2>/dev/null && echo alive; :',
            path(file),
          ),
        ),
      ])
      return stdoutText(found!).split('\n').filter(Boolean)
    }
  })
}
