import { LongshoreError } from '../../../base/longshore-error.ts'
import type { Become } from '../../../ports/connection.ts'
import type { ProgramFailure } from '../run-program.ts'
import { suRefused } from './su-errors.ts'

export interface BecomeSituation {
  readonly become: Become
  readonly loginUser: string
  readonly host: string
}

/** Why sudo or su gave no shell, or undefined where the failure has nothing to do with it. */
export function becomeFailure(failure: ProgramFailure, situation: BecomeSituation): LongshoreError | undefined {
  if (failure.kind === 'password-wrong') return passwordWrong(situation)
  if (failure.kind === 'silent') return silent(situation)
  if (failure.kind !== 'ended-early' || failure.started || failure.end.lost !== undefined) return undefined
  const said = failure.said.replace(/\[[0-9a-f]{32}\] \w+:? ?/g, '').trim()
  return situation.become.method === 'su' ? suRefused(said, situation) : sudoRefused(said, situation)
}

function passwordWrong({ loginUser, host }: BecomeSituation): LongshoreError {
  return new LongshoreError('BECOME_FAILED', `sudo password is wrong for user ${loginUser} on host ${host}`, {
    hint: 'Give the right one with -K or ansible_become_password.',
  })
}

function silent({ become, loginUser, host }: BecomeSituation): LongshoreError {
  const isSu = become.method === 'su'
  const owner = isSu ? become.user : loginUser
  const trial = isSu ? `su ${become.user} -c id` : `sudo -u ${become.user} id`
  return new LongshoreError(
    'BECOME_FAILED',
    `${become.method} on ${host} neither asked for the password of ${owner} nor started a shell as ${become.user}`,
    { hint: `Log in as ${loginUser} and try: ${trial}. A PAM module may ask for something else.` },
  )
}

/** sudo's and sudoers' English messages; in other languages the general sentence carries what sudo said. */
function sudoRefused(said: string, { become, loginUser, host }: BecomeSituation): LongshoreError {
  const rows: readonly (readonly [RegExp, string, string])[] = [
    [
      /password is required|askpass|terminal is required/i,
      `sudo needs a password for user ${loginUser} on host ${host}, and none was given`,
      'Give it with -K (--ask-become-pass) or ansible_become_password, or allow NOPASSWD in sudoers.',
    ],
    [
      /must have a tty/i,
      `sudo on host ${host} insists on a terminal (requiretty)`,
      `Add to sudoers on the host: Defaults:${loginUser} !requiretty`,
    ],
    [
      /not in the sudoers file|not allowed to (run|execute)|may not run sudo/i,
      `sudo does not let user ${loginUser} become ${become.user} on host ${host}`,
      `Add ${loginUser} to the sudo group or to sudoers on the host, or log in as another user.`,
    ],
    [
      /unknown user/i,
      `there is no user ${become.user} on host ${host} to become`,
      'Check become_user, or create the user first.',
    ],
    [
      /sudo['"]?:? (command )?(not found|No such file)|not found.*sudo|Unknown command.*sudo/i,
      `sudo is not installed on host ${host}`,
      `Install sudo there, or log in as ${become.user} and leave become out.`,
    ],
    [
      /incorrect password|no password was provided|try again/i,
      `sudo password is wrong for user ${loginUser} on host ${host}`,
      'Give the right one with -K or ansible_become_password.',
    ],
  ]
  const known = rows.find(([pattern]) => pattern.test(said))
  if (known !== undefined) return new LongshoreError('BECOME_FAILED', known[1], { hint: known[2] })
  return new LongshoreError(
    'BECOME_FAILED',
    `sudo gave no shell as ${become.user} on host ${host}: ${lastLine(said)}`,
    {
      hint: `Log in as ${loginUser} and try: sudo -u ${become.user} id`,
    },
  )
}

function lastLine(said: string): string {
  return said.split('\n').at(-1)?.trim() || 'it said nothing'
}
