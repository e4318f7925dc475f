import { describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { createPrompter } from '../../../src/cli/terminal/prompt.ts'
import { run } from './run-in-terminal.ts'

const ASK = fileURLToPath(new URL('ask.ts', import.meta.url))
const PASSWORD = { echo: false, answeredBy: '--become-password-file FILE' }

/** A terminal where these pieces are typed. */
function fakeTerminal(...typed: readonly string[]) {
  let screen = ''
  let closed = 0
  const terminal = {
    write: (text: string) => {
      screen += text
    },
    keys: (async function* () {
      for (const piece of typed) yield await Promise.resolve(piece)
    })(),
    close: () => {
      closed++
    },
  }
  return { open: () => terminal, screen: () => screen, closed: () => closed }
}

describe('a prompt', () => {
  test('takes a password without showing it', async () => {
    const terminal = fakeTerminal('s3', 'cr\x7fret', '\r', 'never read')

    const answer = await createPrompter(terminal.open).ask('BECOME password: ', PASSWORD)

    expect(answer).toEqual({ ok: true, value: 's3cret' })
    expect(terminal.screen()).toBe('BECOME password: \n')
    expect(terminal.closed()).toBe(1)
  })

  test('shows a line where echo is on, and what was taken back', async () => {
    const terminal = fakeTerminal('nope\x15yes\x1b[D!\b\r')

    const answer = await createPrompter(terminal.open).ask('Go on', { echo: true, answeredBy: '--yes' })

    expect(answer).toEqual({ ok: true, value: 'yes' })
    expect(terminal.screen()).toBe(`Go on: nope${'\b \b'.repeat(4)}yes!\b \b\n`)
  })

  test.each([
    ['Ctrl-C', 'abc\x03', 'INTERRUPTED', 'interrupted at the question: Go on'],
    ['a terminal that goes away', 'abc', 'PROMPT_WITHOUT_TERMINAL', 'the terminal was closed at the question: Go on'],
  ])('is an error at %s, and the terminal is given back', async (_what, typed, code, message) => {
    const terminal = fakeTerminal(typed)

    const answer = await createPrompter(terminal.open).ask('Go on', PASSWORD)

    expect(answer).toMatchObject({ ok: false, error: { code, message } })
    expect(terminal.closed()).toBe(1)
  })

  test('names what answers it where there is no terminal', async () => {
    const answer = await createPrompter(() => undefined).ask('BECOME password:', PASSWORD)

    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'PROMPT_WITHOUT_TERMINAL',
        message: 'there is no terminal to ask for: BECOME password',
        hint: 'Answer it with --become-password-file FILE',
      },
    })
  })

  test('does not hang in a process without a controlling terminal', async () => {
    const out = await run(process.execPath, [ASK], { detached: true })

    expect(out).toContain('["PROMPT_WITHOUT_TERMINAL","there is no terminal to ask for: BECOME password"]')
  })

  test('asks on the terminal that controls the process', async () => {
    const command = `'${process.execPath}' --disable-warning=ExperimentalWarning '${ASK}'`

    const out = await run('script', ['-qec', command, '/dev/null'], {
      answers: [
        ['BECOME password: ', 'hunter2\r'],
        ['Go on: ', 'yes\r'],
      ],
    })

    expect(out).toMatch(/^BECOME password: \r\nGo on: yes\r\n\["hunter2","yes"\]/)
  })
})
