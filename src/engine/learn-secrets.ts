import type { Secret } from '../base/secret.ts'
import { isCredentialName } from '../model/credential-name.ts'
import type { Vars } from '../model/vars.ts'
import type { ModuleOutcome } from './module-outcome.ts'
import type { RunContext } from './play-run.ts'
import type { TaskCall } from './task-call.ts'

/** What `no_log` withholds, before any of it is kept anywhere. */
export function learnWithheld({ values }: ModuleOutcome, { noLog, run }: TaskCall): void {
  if (noLog) run.deps.secrets?.learnResult({ status: 'ok', values, censored: true })
}

type Run = Pick<RunContext, 'deps'>

/** What opens a line or another user's account is no text of a run, wherever it comes from. */
export function learnPasswords({ deps }: Run, ...passwords: readonly (Secret | undefined)[]): void {
  for (const password of passwords) if (password !== undefined) deps.secrets?.learn(password.reveal())
}

/** Of what a module gets, what it logs in with: it may come back in what programs and servers say. */
export function learnCredentials(args: Vars, { deps }: Run): void {
  if (deps.secrets === undefined) return
  for (const secret of credentialsIn(args)) deps.secrets.learn(secret)
}

function credentialsIn(args: Vars): readonly string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    if (typeof value === 'string') return isCredentialName(name) ? formsOf(value, args) : []
    return typeof value === 'object' && value !== null ? credentialsIn(value as Vars) : []
  })
}

/** `Bearer abc` is as secret as `abc`; Basic and `auth` are a name and a password in base64, and such a pair becomes one. */
function formsOf(value: string, { username, url_username: urlUser, user }: Vars): readonly string[] {
  const credential = value.replace(/^(?:basic|bearer|token)\s+/i, '')
  const pair = /^[^:]*:([!-~]+)$/.exec(Buffer.from(credential, 'base64').toString('utf8'))
  const name = [username, urlUser, user].find((each) => typeof each === 'string')
  const asPair = name === undefined ? [] : [Buffer.from(`${name}:${credential}`).toString('base64')]
  return [credential, ...(pair?.[1] === undefined ? [] : [pair[1]]), ...asPair]
}
