import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'

export const PASSWORD = 'correct horse-battery'

/** Users can be made and sudo be tried here: root with the Debian package sudo. */
export const canMakeUsers = userInfo().uid === 0 && existsSync('/usr/bin/sudo') && existsSync('/usr/sbin/useradd')

export interface ThrowAwayUsers {
  /** Real names by the given ones. */
  readonly names: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** Makes users with the password `PASSWORD` and these sudoers lines (`USER` stands for the name). */
export async function makeUsers(sudoers: Readonly<Record<string, readonly string[]>>): Promise<ThrowAwayUsers> {
  const suffix = randomBytes(3).toString('hex')
  const names = Object.fromEntries(Object.keys(sudoers).map((given) => [given, `ls-${given}-${suffix}`]))
  const file = `/etc/sudoers.d/longshore-test-${suffix}`
  const lines = Object.entries(sudoers).flatMap(([given, rules]) =>
    rules.map((rule) => rule.replaceAll('USER', names[given] ?? '')),
  )
  for (const name of Object.values(names)) {
    execFileSync('useradd', ['--no-create-home', '--home-dir', '/tmp', '--shell', '/bin/sh', name])
    execFileSync('chpasswd', { input: `${name}:${PASSWORD}\n` })
  }
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o440 })
  return {
    names,
    async remove() {
      await rm(file, { force: true })
      for (const name of Object.values(names)) execFileSync('userdel', ['--force', name], { stdio: 'ignore' })
    },
  }
}
