import { LongshoreError } from '../../../base/longshore-error.ts'
import type { BecomeSituation } from './errors.ts'

/** su's English messages; in other languages the general sentence carries what su said. */
export function suRefused(said: string, { become, loginUser, host }: BecomeSituation): LongshoreError {
  const name = become.exe?.[0] ?? 'su'
  const rows: readonly (readonly [RegExp, string, string])[] = [
    [
      /command not found|: not found|No such file|Unknown command/i,
      `${name} is not on host ${host}, or a program that it starts is not`,
      `Look for it there, or use become_method: sudo. It said: ${lastLine(said)}`,
    ],
    [
      /does not exist|unknown (user|id)|no passwd entry|user not found/i,
      `there is no user ${become.user} on host ${host} to become`,
      'Check become_user, or create the user first.',
    ],
    [
      /account is currently not available/i,
      `user ${become.user} on host ${host} has no shell that su could start`,
      'Give one with become_flags: -s /bin/sh, or use become_method: sudo.',
    ],
    [
      /must be run from a terminal|not a tty|must be suid/i,
      `su on host ${host} insists on a terminal, and Longshore gives it none`,
      `Log in as ${become.user}, or use become_method: sudo.`,
    ],
    [
      /permission denied|not (allowed|permitted)/i,
      `su does not let user ${loginUser} become ${become.user} on host ${host}`,
      'PAM decides that on the host (/etc/pam.d/su, often by the group wheel).',
    ],
    [
      /authentication (failure|information|token)|incorrect password|sorry/i,
      become.password === undefined
        ? `su needs the password of user ${become.user} on host ${host}, and none was given`
        : `su did not take the password of user ${become.user} on host ${host}`,
      `su asks for the password of ${become.user}, not of ${loginUser}: give it with -K or ansible_become_password.`,
    ],
  ]
  const known = rows.find(([pattern]) => pattern.test(said))
  if (known !== undefined) return new LongshoreError('BECOME_FAILED', known[1], { hint: known[2] })
  return new LongshoreError('BECOME_FAILED', `su gave no shell as ${become.user} on host ${host}: ${lastLine(said)}`, {
    hint: `Log in as ${loginUser} and try: su ${become.user} -c id`,
  })
}

function lastLine(said: string): string {
  return said.split('\n').at(-1)?.trim() || 'it said nothing'
}
