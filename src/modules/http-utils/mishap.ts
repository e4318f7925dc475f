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
export function mishapText(answer: HttpAnswer, request: HttpRequest): string {
  const { exitCode, said } = answer
  if (request.unixSocket !== undefined && exitCode === 7) {
    const why = answer.socketMissing ? '[Errno 2] No such file or directory' : '[Errno 111] Connection refused'
    return `Request failed: <urlopen error Invalid Socket File (${request.unixSocket}): ${why}>`
  }
  if (exitCode === 28) return 'Connection failure: timed out'
  return tlsText(answer, request) ?? `Request failed: <urlopen error ${SOCKET_WORDS[exitCode] ?? said}>`
}

/** Certificates that do not fit, as Python's ssl says it; undefined where TLS is not the cause. */
function tlsText({ exitCode, said }: HttpAnswer, { caPath }: HttpRequest): string | undefined {
  switch (exitCode) {
    case 35:
    case 56: {
      const alert = /SSL routines::([^,]+)/.exec(said)?.[1]
      const name = alert?.toUpperCase().replaceAll(/\W/g, '_')
      return `Connection failure: ${alert === undefined ? said : `[SSL: ${name ?? ''}] ${alert}`}`
    }
    case 58:
      return `Connection failure: ${said.includes('No such file') ? '[Errno 2] No such file or directory' : said}`
    case 60: {
      const why = said.replace(/^SSL certificate problem: /, '')
      return `Request failed: <urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${why}>`
    }
    case 77:
      return `Connection failure: [Errno 2] No such file or directory: b'${caPath ?? ''}'`
    default:
      return undefined
  }
}
