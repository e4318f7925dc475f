import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileProgram } from '../../../src/adapters/shell-program/compile-program.ts'
import { exec, sharedShell, shell as script } from '../../../src/model/remote-command.ts'
import { feed, runIn, shells } from './shells.ts'

const nastyText = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', ''))
const shellText = fc.string({
  unit: fc.constantFrom(
    "'",
    '"',
    '\\',
    '$',
    '`',
    '\n',
    '!',
    '%',
    '-',
    ' ',
    '(',
    '#',
    '~',
    '*',
    '\t',
    '\x81',
    'ü',
    '\r',
  ),
  maxLength: 12,
})
const word = fc.oneof(nastyText, shellText)

describe.each(shells)('a program in %s', (...shell) => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'longshore-sh-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test('hands every word over as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), async (words) => {
        const ran = await runIn(shell, [exec('printf', '%s\\0', ...words), script('printf "%s\\000" "$@"', ...words)])

        const expected = Buffer.from(words.map((each) => `${each}\0`).join(''))
        expect(ran.stdout.map((bytes) => bytes.equals(expected))).toEqual([true, true])
      }),
      { numRuns: 10 },
    )
  })

  test('is told a script once that several commands run, each with words and variables of its own', async () => {
    const text = `kept="\${kept-}$1"; printf '%s|%s' "$kept" '${'-'.repeat(80)}'; kept=no; exit "\${#1}"`
    const commands = ["it's", 'b', '$c'].map((word) => ({ ...script(text, word), tolerant: true }))

    const ran = await runIn(shell, commands)
    const program = compileProgram(commands)

    expect(ran.stdout.map(String)).toEqual(["it's", 'b', '$c'].map((word) => `${word}|${'-'.repeat(80)}`))
    expect(ran.exitCodes).toEqual([4, 1, 2])
    expect(program.ok && program.value.text.toString().split('-'.repeat(80))).toHaveLength(2)
  })

  test('hands every byte over through stdin and into files', async () => {
    const path = join(directory, 'bytes')
    const contents = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      word.map((text) => Buffer.from(text)),
    )
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const ran = await runIn(shell, [
          { kind: 'write', path, content },
          { kind: 'read', path },
        ])

        expect(ran.exitCodes).toEqual([0, 0])
        expect(ran.stdout[1]!.equals(Buffer.from(content))).toBe(true)
        expect((await readFile(path)).equals(Buffer.from(content))).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  test('runs nothing when it is cut anywhere before its end', async () => {
    const marker = join(directory, 'ran')
    const program = compileProgram(
      [
        script(': > "$1"', marker),
        { ...exec('cat'), stdin: "it's\nstdin" },
        { kind: 'write', path: marker, content: 'x' },
      ],
      { environment: { NAME: "it's" } },
    )
    if (!program.ok) throw program.error
    const { text } = program.value
    const cuts = [
      1,
      2,
      3,
      text.length - 2,
      ...Array.from({ length: 15 }, (_, at) => Math.floor((at * text.length) / 15)),
    ]

    const said: Buffer[] = []
    for (const cut of cuts) {
      await feed(shell, text.subarray(0, cut), { push: (chunk) => said.push(chunk) }, { push: () => undefined })
    }

    expect(Buffer.concat(said).toString()).toBe('')
    expect(await readdir(directory)).not.toContain('ran')
  })

  test('replaces a symlink instead of following it, and keeps the mode of a file', async () => {
    const [target, link, file] = [join(directory, 'target'), join(directory, 'link'), join(directory, 'file')]
    await writeFile(target, 'target')
    await symlink(target, link)
    await writeFile(file, 'old', { mode: 0o640 })

    const ran = await runIn(shell, [
      { kind: 'write', path: link, content: 'new' },
      { kind: 'write', path: file, content: 'new' },
    ])

    expect(ran.exitCodes).toEqual([0, 0])
    expect(await readFile(target, 'utf8')).toBe('target')
    expect(await readFile(link, 'utf8')).toBe('new')
    expect((await stat(file)).mode & 0o7777).toBe(0o640)
  })

  test('clears away what a write left that was killed on this machine, and nothing else', async () => {
    const folder = await mkdtemp(join(directory, 'left-'))
    const left = (node: string, pid: number) => `.longshore-0123456789abcdef-0.${node}.${pid}`
    const others = [left(hostname(), process.pid), left('elsewhere', 4194305), '.longshore-copy-1', 'note.4194305']
    for (const name of [...others, left(hostname(), 4194305)]) await writeFile(join(folder, name), '')

    const ran = await runIn(shell, [{ kind: 'write', path: join(folder, 'new'), content: 'text' }])

    expect(ran.exitCodes).toEqual([0])
    expect((await readdir(folder)).sort()).toEqual([...others, 'new'].sort())
  })

  test('says what the system says when nothing can be written, and leaves the file alone', async () => {
    const ran = await runIn(shell, [{ kind: 'write', path: '/proc/longshore', content: 'x' }])

    expect(ran.exitCodes[0]).not.toBe(0)
    expect(ran.stderr[0]!.toString()).toMatch(/No such file|nonexistent|Permission denied|denied/)
    expect(ran.finished).toBe(true)
  })

  test('is content with a file that it may not write and that has it all already', async () => {
    const folder = await mkdtemp(join(directory, 'closed-'))
    const path = join(folder, 'file')
    await writeFile(path, 'as it is', { mode: 0o644 })
    await chmod(folder, 0o755)
    await chmod(directory, 0o755)
    const isRoot = process.getuid?.() === 0
    if (!isRoot) await chmod(folder, 0o555)
    const [owner, group] = [String(process.getuid?.()), String(process.getgid?.())]
    const stranger = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...shell] : shell
    const write = { kind: 'write', path, tolerant: true, content: 'as it is' } as const

    const ran = await runIn(stranger, [
      { ...write, mode: 0o644, owner, group },
      write,
      { ...write, content: 'other' },
      { ...write, mode: 0o600 },
      { ...write, owner: '1' },
    ])

    const among = await runIn(stranger, [sharedShell('echo 1'), { ...write, tolerant: false }, sharedShell('echo *')])

    expect(ran.exitCodes).toEqual([0, 0, 1, 1, 1])
    expect(among.exitCodes).toEqual([0, 0, 0])
    expect(among.stdout[2]!.toString()).not.toBe('*\n')
    expect(await readdir(folder)).toEqual(['file'])
  })

  test('runs what may share a shell in one, up to what fails, and goes on after it where that is tolerated', async () => {
    const [first, second] = [join(directory, 'first'), join(directory, 'second')]
    const number = sharedShell('umask 077; seen="${seen-}$1"; echo "$seen"', 'x')
    const [write, fails] = [{ kind: 'write', path: first, content: 'text' } as const, { tolerant: true } as const]

    const good = await runIn(shell, [
      number,
      write,
      number,
      { ...sharedShell('return_3() { return 3; }; return_3'), ...fails },
      number,
    ])
    const exits = await runIn(shell, [number, sharedShell('echo no >&2; exit 5'), { ...write, path: second }])
    const closed = await runIn(shell, [
      { ...write, path: '/proc/longshore' },
      { ...write, path: second },
    ])
    const attempt = await runIn(shell, [{ ...write, path: '/proc/longshore', ...fails }, number, script('umask')])

    expect(good).toMatchObject({ exitCodes: [0, 0, 0, 3, 0], finished: true })
    expect(good.stdout.map(String)).toEqual(['x\n', '', 'xx\n', '', 'xxx\n'])
    expect(exits).toMatchObject({ exitCodes: [0, 5], finished: true })
    expect(exits.stderr.map(String)).toEqual(['', 'no\n'])
    expect(closed).toMatchObject({ exitCodes: [1], finished: true })
    expect(attempt.exitCodes).toEqual([1, 0, 0])
    expect(attempt.stdout.map(String)).toEqual(['', 'x\n', expect.stringMatching(/^0*22\n$/)])
    expect(await readdir(directory)).not.toContain('second')
  })

  test('takes an exit in a shared shell for a failure: what comes after it would be passed over', async () => {
    const ran = await runIn(shell, [sharedShell('exit 0'), sharedShell(':'), exec('true')])

    expect(ran).toMatchObject({ exitCodes: [70], finished: true })
  })

  test('prints no variable of its own into a child', async () => {
    const ran = await runIn(shell, [exec('env')])

    expect(ran.stdout[0]!.toString()).not.toMatch(/^ls_/m)
  })
})

test.each([
  ['a NUL in a word', [exec('echo', 'a\0b')], {}, /NUL/],
  ['a command without words', [exec()], {}, /without a single word/],
  ['the root as what is to be removed', [{ kind: 'remove', path: '/tmp/..', recursive: true } as const], {}, /root/],
  ['a NUL in a variable', [exec('true')], { A: '\0' }, /variable A/],
])('refuses %s', (_what, commands, environment, message) => {
  const program = compileProgram(commands, { environment })

  expect(program).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } })
})
