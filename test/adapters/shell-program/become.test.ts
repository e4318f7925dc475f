import { describe, expect, test } from '@jest/globals'
import { becomeFailure } from '../../../src/adapters/shell-program/become/errors.ts'
import { startLine, startProgram } from '../../../src/adapters/shell-program/become/start-program.ts'
import { Secret } from '../../../src/base/secret.ts'
import type { Become } from '../../../src/ports/connection.ts'

const become: Become = { method: 'sudo', user: 'root', flags: ['-H', '-S', '-n'] }

describe('startProgram', () => {
  test('starts a plain shell without become, and for the user who is logged in', () => {
    expect(startLine(startProgram(undefined, 'me'))).toBe('exec sh')
    expect(startLine(startProgram(become, 'root'))).toBe('exec sh')
  })

  test('never asks where no password was given', () => {
    expect(startLine(startProgram(become, 'me'))).toBe('exec sudo -H -u root -n -- sh')
  })

  test('asks with a prompt of its own each time, and keeps the password out of the line', () => {
    const start = () => startProgram({ ...become, flags: ['-nHS'], password: new Secret('hunter2') }, 'me')

    const [first, second] = [start(), start()]

    expect(startLine(first)).toMatch(
      /^exec sudo -H -u root -S -p '\[[0-9a-f]{32}\] password: ' -- sh -c 'printf '\\''\[%s\] ready\\n'\\'' [0-9a-f]{32} >&2; exec sh'$/,
    )
    expect(startLine(first)).not.toContain('hunter2')
    expect(first.prompt?.readyMark).not.toBe(second.prompt?.readyMark)
    expect(second.prompt?.asksAt(String(first.argv.at(-5)))).toBe(-1)
    expect(first.prompt?.asksAt(`lecture\n${first.argv.at(-5)}`)).toBeGreaterThan(0)
  })

  test('another program than sudo comes in its place', () => {
    expect(startLine(startProgram({ ...become, exe: ['/opt/bin/sudo', '-E'] }, 'me'))).toBe(
      "exec '/opt/bin/sudo' -E -H -u root -n -- sh",
    )
  })

  test('su is told the user and a shell that skips lines until the program starts, with the password nowhere', () => {
    const start = startProgram({ method: 'su', user: 'app', flags: ['-'], password: new Secret('hunter2') }, 'me')

    expect(startLine(start)).toMatch(/^exec su - app -c 'exec sh -c .*IFS= read -r line.*'$/)
    expect(startLine(start)).not.toContain('hunter2')
  })

  test.each([
    ['Password: ', true],
    ['Passwort:', true],
    ['motd\nMot de passe : ', true],
    ['\xef\xbc\x9a', true],
    ['Password: \n', false],
    ['su: ', false],
    ['Last login', false],
  ])('su is taken to ask with %j: %s', (seen, asks) => {
    const { prompt } = startProgram({ method: 'su', user: 'app', flags: [] }, 'me')

    expect(prompt?.asksAt(seen)).toBe(asks ? seen.length : -1)
  })
})

describe('becomeFailure', () => {
  const said = (text: string) =>
    becomeFailure(
      { kind: 'ended-early', end: { exitCode: 1 }, started: false, said: text },
      { become, loginUser: 'me', host: 'web-01' },
    )?.message

  test.each([
    ['bash: line 1: exec: sudo: not found', 'sudo is not installed on host web-01'],
    ['sh: 1: exec: sudo: not found', 'sudo is not installed on host web-01'],
    ['sudo: a password is required', 'sudo needs a password for user me on host web-01, and none was given'],
    [
      'me is not in the sudoers file.  This incident will be reported.',
      'sudo does not let user me become root on host web-01',
    ],
    [
      'Sorry, user me is not allowed to execute /bin/sh as root on web.',
      'sudo does not let user me become root on host web-01',
    ],
    ['sudo: sorry, you must have a tty to run sudo', 'sudo on host web-01 insists on a terminal (requiretty)'],
    ['sudo: unknown user nemo', 'there is no user root on host web-01 to become'],
    [
      'sudo: /etc/sudoers is world writable',
      'sudo gave no shell as root on host web-01: sudo: /etc/sudoers is world writable',
    ],
    ['', 'sudo gave no shell as root on host web-01: it said nothing'],
  ])('makes of %j', (text, message) => {
    expect(said(text)).toBe(message)
  })

  test('has nothing to say of a line that broke or of a shell that had begun', () => {
    const situation = { become, loginUser: 'me', host: 'web-01' }
    const end = { kind: 'ended-early', said: '' } as const

    expect(becomeFailure({ ...end, started: true, end: {} }, situation)).toBeUndefined()
    expect(becomeFailure({ ...end, started: false, end: { lost: new Error('x') } }, situation)).toBeUndefined()
  })
})
