import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Settings } from '../app/project-settings.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import { fileUnreadable } from '../loader/errors.ts'
import type { RunFlags } from './run-flags.ts'
import type { Prompter } from './terminal/prompt.ts'

export interface Passwords {
  readonly connection?: Secret
  readonly become?: Secret
}

/** Passwords from their files, or asked for on the terminal. An empty sudo password means the login password (Ansible). */
export async function readPasswords(
  flags: RunFlags,
  settings: Settings,
  from: { readonly cwd: string; readonly prompter: Prompter },
): Promise<Result<Passwords, LongshoreError>> {
  const connection = await onePassword(from, {
    file: settings.connectionPasswordFile,
    ask: flags.askPass ?? settings.ansible.askPass ?? false,
    question: 'SSH password',
    answeredBy: '--connection-password-file FILE',
  })
  if (!connection.ok) return connection
  const become = await onePassword(from, {
    file: settings.becomePasswordFile,
    ask: flags.askBecomePass ?? settings.ansible.becomeAskPass ?? false,
    question: 'BECOME password',
    answeredBy: '--become-password-file FILE',
  })
  if (!become.ok) return become
  const sudo = become.value?.reveal() === '' ? connection.value : become.value
  return ok({
    ...(connection.value === undefined ? {} : { connection: connection.value }),
    ...(sudo === undefined ? {} : { become: sudo }),
  })
}

interface Wanted {
  readonly file: string | undefined
  readonly ask: boolean
  readonly question: string
  readonly answeredBy: string
}

async function onePassword(
  from: { readonly cwd: string; readonly prompter: Prompter },
  wanted: Wanted,
): Promise<Result<Secret | undefined, LongshoreError>> {
  if (wanted.file !== undefined && !wanted.ask) return passwordFile(resolve(from.cwd, wanted.file))
  if (!wanted.ask) return ok(undefined)
  const answer = await from.prompter.ask(wanted.question, { echo: false, answeredBy: wanted.answeredBy })
  return answer.ok ? ok(new Secret(answer.value)) : answer
}

async function passwordFile(path: string): Promise<Result<Secret, LongshoreError>> {
  try {
    return ok(new Secret((await readFile(path, 'utf8')).trim()))
  } catch (cause) {
    return err(fileUnreadable(path, cause))
  }
}
