import type { LongshoreError } from '../../base/longshore-error.ts'
import { bodyUnreadable, noHttpClient } from './errors.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { HttpRequest } from './http-request.ts'
import { BODY_UNREADABLE, NO_CLIENT } from './http-script.ts'

/** Why no request was made at all, or undefined where one was. */
export function notRequested({ exitCode, said }: HttpAnswer, { body }: HttpRequest): LongshoreError | undefined {
  if (exitCode === NO_CLIENT) return noHttpClient()
  return exitCode === BODY_UNREADABLE ? bodyUnreadable(body?.kind === 'file' ? body.path : '', said) : undefined
}

/** What Python's sockets say, by curl's numbers: what playbooks look for in `msg`. */
const SOCKET_WORDS: Readonly<Record<number, string>> = {
  1: 'unknown url type',
  6: '[Errno -2] Name or service not known',
  7: '[Errno 111] Connection refused',
}

/** Ansible's words for a request that got no answer (module_utils/urls.py, fetch_url). */
export function mishapText({ exitCode, said }: HttpAnswer, { unixSocket }: HttpRequest): string {
  if (unixSocket !== undefined && exitCode === 7) {
    return `Request failed: <urlopen error Invalid Socket File (${unixSocket})> (${said})`
  }
  if (exitCode === 28) return `Connection failure: timed out (${said})`
  if (exitCode === 60) return `Failed to validate the SSL certificate: ${said}`
  const words = SOCKET_WORDS[exitCode]
  return `Request failed: <urlopen error ${words === undefined ? said : `${words}> (${said})`}${words === undefined ? '>' : ''}`
}
