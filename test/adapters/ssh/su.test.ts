import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/clock.ts'
import { LocalConnection } from '../../../src/adapters/local/local-connection.ts'
import { Secret } from '../../../src/base/secret.ts'
import { stderrText, stdoutText } from '../../../src/model/command-output.ts'
import { exec, shell, type RemoteCommand } from '../../../src/model/remote-command.ts'
import type { Become, Connection, RunOptions } from '../../../src/ports/connection.ts'
import { connectionContract } from '../../ports/connection-contract.ts'
import { startSshd, type Sshd } from './sshd.ts'
import { connectorOf, openOrThrow, targetOf } from './targets.ts'
import { canMakeUsers, makeUsers, PASSWORD, type ThrowAwayUsers } from './throw-away-users.ts'

const password = new Secret(PASSWORD)

if (canMakeUsers) {
  const asOther = async (
    flags: readonly string[],
    open: (login: string) => Promise<{ connection: Connection; stop: () => Promise<void> }>,
  ) => {
    const users = await makeUsers({ login: [], other: [] })
    const { connection, stop } = await open(users.names['login']!)
    const directory = await mkdtemp(join(tmpdir(), 'longshore-su-'))
    execFileSync('chown', [users.names['other']!, directory])
    return {
      connection,
      directory,
      options: { become: { method: 'su', user: users.names['other']!, flags, password } as const },
      cleanUp: async () => {
        await stop()
        await users.remove()
        await rm(directory, { recursive: true, force: true })
      },
    }
  }

  connectionContract('a connection to OpenSSH behind su with a password', () =>
    asOther([], async (user) => {
      const sshd = await startSshd()
      return { connection: await openOrThrow(connectorOf(), targetOf(sshd, { user })), stop: () => sshd.stop() }
    }),
  )

  connectionContract('a local connection of root behind a login by su', () =>
    asOther(['-'], () =>
      Promise.resolve({ connection: new LocalConnection('localhost', systemClock), stop: () => Promise.resolve() }),
    ),
  )

  describe('become by su', () => {
    let sshd: Sshd
    let users: ThrowAwayUsers
    const open: Connection[] = []
    beforeAll(async () => {
      users = await makeUsers({ login: [], other: [], chatty: [], shut: [] })
      execFileSync('usermod', ['--shell', '/usr/sbin/nologin', users.names['shut']!])
      sshd = await startSshd()
    })
    afterAll(async () => {
      for (const connection of open) await connection.close()
      await sshd.stop()
      await users.remove()
    })

    const su = (user: string, more: Partial<Become> = {}): Become => ({
      method: 'su',
      user: users.names[user] ?? user,
      flags: [],
      ...more,
    })
    const as = async (
      login: string,
      become: Become,
      commands: readonly RemoteCommand[] = [exec('id', '-un')],
      more: Partial<RunOptions> = {},
    ) => {
      const connection = await openOrThrow(connectorOf(), targetOf(sshd, { user: users.names[login] ?? login }))
      open.push(connection)
      const ran = await connection.run(commands, { signal: new AbortController().signal, become, ...more })
      return { ran, roundTrips: connection.roundTrips }
    }
    const outputOf = async (...given: Parameters<typeof as>) => {
      const { ran } = await as(...given)
      if (!ran.ok) throw ran.error
      return ran.value[0]!
    }
    const errorOf = async (...given: Parameters<typeof as>) => {
      const { ran } = await as(...given)
      return ran.ok ? undefined : { code: ran.error.code, message: ran.error.message, hint: ran.error.hint }
    }

    test.each([{}, { password }])('asks root for no password, and does not mind one', async (more) => {
      const output = await outputOf('root', su('other', more), [shell('id -un; cat; echo warn >&2')])

      expect(stdoutText(output)).toBe(`${users.names['other']!}\n`)
      expect(stderrText(output)).toBe('warn\n')
    })

    test('gives the password when asked, in one round trip, with nothing of it in what commands say', async () => {
      const { ran, roundTrips } = await as('login', su('other', { password }), [shell('id -un; echo warn >&2')])

      if (!ran.ok) throw ran.error
      expect(stdoutText(ran.value[0]!)).toBe(`${users.names['other']!}\n`)
      expect(stderrText(ran.value[0]!)).toBe('warn\n')
      expect(roundTrips).toBe(1)
    })

    test('takes flags and another program, as words', async () => {
      const output = await outputOf(
        'root',
        su('shut', { exe: ['/usr/bin/env', 'SEEN=by-exe', 'su'], flags: ['-s', '/bin/sh'] }),
        [shell('id -un; echo "$SEEN"')],
      )

      expect(stdoutText(output)).toBe(`${users.names['shut']!}\nby-exe\n`)
    })

    test('takes what a login shell says for no question: a password that nobody read is no command', async () => {
      const home = await mkdtemp(join(tmpdir(), 'longshore-su-home-'))
      const name = users.names['chatty']!
      execFileSync('sh', [
        '-c',
        `printf 'printf "agent: " >&2; sleep 0.2\\n' > ${home}/.profile; chown -R ${name} ${home}`,
      ])
      execFileSync('usermod', ['--home', home, name])

      const { ran } = await as('root', su('chatty', { flags: ['-'], password }), [shell('id -un')])
      await rm(home, { recursive: true, force: true })

      if (!ran.ok) throw ran.error
      expect(stdoutText(ran.value[0]!)).toBe(`${name}\n`)
      expect(stderrText(ran.value[0]!)).toBe('')
    })

    test('hands the environment over', async () => {
      const output = await outputOf('login', su('other', { password }), [exec('printenv', 'COLOUR')], {
        environment: { COLOUR: 'blue' },
      })

      expect(stdoutText(output)).toBe('blue\n')
    })

    test.each<[string, string, string, Partial<Become>, (name: string) => string, RegExp]>([
      [
        'no password is given',
        'login',
        'other',
        {},
        (name) => `su needs the password of user ${name} on host web-01, and none was given`,
        /-K or ansible_become_password/,
      ],
      [
        'the password is wrong',
        'login',
        'other',
        { password: new Secret('wrong') },
        (name) => `su did not take the password of user ${name} on host web-01`,
        /-K or ansible_become_password/,
      ],
      [
        'there is no such user',
        'root',
        'no-such-user',
        {},
        (name) => `there is no user ${name} on host web-01 to become`,
        /become_user/,
      ],
      [
        'the user has no shell',
        'root',
        'shut',
        {},
        (name) => `user ${name} on host web-01 has no shell that su could start`,
        /-s \/bin\/sh/,
      ],
      [
        'the program is not there',
        'root',
        'other',
        { exe: ['/opt/no-su'] },
        () => '/opt/no-su is not on host web-01, or a program that it starts is not',
        /sudo/,
      ],
    ])('says so when %s', async (_when, login, user, more, message, hint) => {
      const error = await errorOf(login, su(user, more))

      expect(error).toEqual({
        code: 'BECOME_FAILED',
        message: message(users.names[user] ?? user),
        hint: expect.stringMatching(hint),
      })
    })

    test('ends what runs behind su', async () => {
      const { ran } = await as('login', su('other', { password }), [shell('sleep 61.75; echo survived')], {
        timeoutMs: 4000,
      })
      const left = await outputOf('root', su('other'), [
        shell(
          'for each in /proc/[0-9]*/cmdline; do tr "\\000" " " < "$each"; echo; done 2>/dev/null | grep "^sleep 61.75"; :',
        ),
      ])

      expect(ran).toMatchObject({ ok: false, error: { code: 'COMMAND_TIMED_OUT' } })
      expect(stdoutText(left)).toBe('')
    })
  })
} else {
  test('su is tried where root can make users (Debian packages sudo and passwd); here it was not', () => {
    expect(canMakeUsers).toBe(false)
  })
}
