import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../../../src/base/secret.ts'
import { stderrText, stdoutText } from '../../../src/model/command-output.ts'
import { exec, shell, type RemoteCommand } from '../../../src/model/remote-command.ts'
import type { Become, Connection, RunOptions } from '../../../src/ports/connection.ts'
import { connectionContract, type ContractSubject } from '../../ports/connection-contract.ts'
import { startSshd, type Sshd } from './sshd.ts'
import { connectorOf, never, openOrThrow, targetOf } from './targets.ts'
import { canMakeUsers, makeUsers, PASSWORD, type ThrowAwayUsers } from './throw-away-users.ts'

const sudo = (more: Partial<Become> = {}): Become => ({
  method: 'sudo',
  user: 'root',
  flags: ['-H', '-S', '-n'],
  ...more,
})
const password = new Secret(PASSWORD)

async function behindSudo(more: Partial<RunOptions>): Promise<ContractSubject> {
  const users = await makeUsers({ asks: ['USER ALL=(ALL) ALL', 'Defaults:USER timestamp_timeout=0'] })
  const sshd = await startSshd()
  const directory = await mkdtemp(join(tmpdir(), 'longshore-sudo-'))
  return {
    connection: await openOrThrow(connectorOf(), targetOf(sshd, { user: users.names['asks']! })),
    directory,
    options: { become: sudo({ password }), ...more },
    cleanUp: async () => {
      await sshd.stop()
      await users.remove()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

if (canMakeUsers) {
  connectionContract('a connection to OpenSSH behind sudo with a password', () => behindSudo({}))
  connectionContract('one shell behind sudo with a password for all programs', () => behindSudo({ looks: true }))

  describe('become by sudo', () => {
    let sshd: Sshd
    let users: ThrowAwayUsers
    const open: Connection[] = []
    beforeAll(async () => {
      users = await makeUsers({
        free: ['USER ALL=(ALL) NOPASSWD: ALL'],
        asks: ['USER ALL=(ALL) ALL', 'Defaults:USER timestamp_timeout=0', 'Defaults:USER lecture=always'],
        pty: ['USER ALL=(ALL) NOPASSWD: ALL', 'Defaults:USER use_pty'],
        tty: ['USER ALL=(ALL) NOPASSWD: ALL', 'Defaults:USER requiretty'],
        barred: [],
      })
      sshd = await startSshd()
    })
    afterAll(async () => {
      for (const connection of open) await connection.close()
      await sshd.stop()
      await users.remove()
    })

    const as = async (
      user: string,
      become: Become,
      commands: readonly RemoteCommand[] = [exec('id', '-un')],
      more: Partial<RunOptions> = {},
    ) => {
      const connection = await openOrThrow(connectorOf(), targetOf(sshd, { user: users.names[user]! }))
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

    test.each<[string, Become]>([
      ['free', sudo()],
      ['asks', sudo({ password })],
    ])('starts one shell for programs that only look, which the first change ends (%s)', async (user, become) => {
      const connection = await openOrThrow(connectorOf(), targetOf(sshd, { user: users.names[user]! }))
      open.push(connection)
      const shellAs = async (options: Partial<RunOptions>) => {
        const ran = await connection.run([shell('printf "%s %s" "$$" "$(id -un)"')], { signal: never, ...options })
        return ran.ok ? stdoutText(ran.value[0]!).split(' ') : [ran.error.message]
      }

      const looks = [await shellAs({ become, looks: true }), await shellAs({ become, looks: true })]
      const other = await shellAs({ looks: true })
      const change = await shellAs({ become })
      const next = await shellAs({ become, looks: true })

      expect(looks[1]).toEqual(looks[0])
      expect(change).toEqual(looks[0])
      expect([looks[0]?.[1], other[1], next[1]]).toEqual(['root', users.names[user], 'root'])
      expect(new Set([looks[0]?.[0], other[0], next[0]]).size).toBe(3)
    })

    test.each(['free', 'pty'])('needs no password where sudo asks for none (%s)', async (user) => {
      expect(stdoutText(await outputOf(user, sudo()))).toBe('root\n')
    })

    test('does not mind a password that is not asked for', async () => {
      expect(stdoutText(await outputOf('free', sudo({ password })))).toBe('root\n')
    })

    test('gives the password when asked, in one round trip, with nothing of it in stderr', async () => {
      const { ran, roundTrips } = await as('asks', sudo({ password }), [shell('id -un; echo warn >&2')])

      if (!ran.ok) throw ran.error
      expect(stdoutText(ran.value[0]!)).toBe('root\n')
      expect(stderrText(ran.value[0]!)).toBe('warn\n')
      expect(roundTrips).toBe(1)
    })

    test('becomes another user than root', async () => {
      expect(stdoutText(await outputOf('asks', sudo({ password, user: 'daemon' })))).toBe('daemon\n')
    })

    test('leaves sudo out for the user who is logged in', async () => {
      const name = users.names['barred']!

      expect(stdoutText(await outputOf('barred', sudo({ user: name })))).toBe(`${name}\n`)
    })

    test('hands the environment over', async () => {
      const output = await outputOf('asks', sudo({ password }), [exec('printenv', 'COLOUR')], {
        environment: { COLOUR: 'blue' },
      })

      expect(stdoutText(output)).toBe('blue\n')
    })

    test.each<[string, string, Partial<Become>, (name: string) => string, RegExp]>([
      [
        'no password is given',
        'asks',
        {},
        (name) => `sudo needs a password for user ${name} on host web-01, and none was given`,
        /-K/,
      ],
      [
        'the password is wrong',
        'asks',
        { password: new Secret('wrong') },
        (name) => `sudo password is wrong for user ${name} on host web-01`,
        /-K or ansible_become_password/,
      ],
      [
        'the user is not in sudoers',
        'barred',
        { password },
        (name) => `sudo does not let user ${name} become root on host web-01`,
        /sudoers/,
      ],
      [
        'sudo insists on a terminal',
        'tty',
        {},
        () => 'sudo on host web-01 insists on a terminal (requiretty)',
        /!requiretty/,
      ],
      [
        'there is no such user',
        'free',
        { user: 'no-such-user' },
        () => 'there is no user no-such-user on host web-01 to become',
        /become_user/,
      ],
    ])('says so when %s', async (_when, user, become, message, hint) => {
      const error = await errorOf(user, sudo(become))

      expect(error).toEqual({
        code: 'BECOME_FAILED',
        message: message(users.names[user]!),
        hint: expect.stringMatching(hint),
      })
    })

    test('ends what runs behind a sudo with a pty of its own', async () => {
      const ran = await as('pty', sudo(), [shell('sleep 61.25; echo survived')], { timeoutMs: 1500 })
      const left = await outputOf('free', sudo(), [
        shell(
          'for each in /proc/[0-9]*/cmdline; do tr "\\000" " " < "$each"; echo; done 2>/dev/null | grep "^sleep 61.25"; :',
        ),
      ])

      expect(ran.ran).toMatchObject({ ok: false, error: { code: 'COMMAND_TIMED_OUT' } })
      expect(stdoutText(left)).toBe('')
    })
  })
} else {
  test('sudo is tried where root can make users (Debian packages sudo and passwd); here it was not', () => {
    expect(canMakeUsers).toBe(false)
  })
}
