import type { HttpAnswer } from './http-answer.ts'
import type { HttpRequest } from './http-request.ts'
import { mishapText } from './mishap.ts'

/** The status, or Ansible's -1 where nothing came. */
export function statusOf({ exitCode, status }: HttpAnswer): number {
  return exitCode === 0 || status > 0 ? status : -1
}

/** curl's number for more redirects than it follows. */
const TOO_MANY_REDIRECTS = 47

/** Ansible's `msg` of an answer (module_utils/urls.py, fetch_url). */
export function messageOf(answer: HttpAnswer, request: HttpRequest): string {
  if (statusOf(answer) === -1) return mishapText(answer, request)
  if (answer.exitCode === TOO_MANY_REDIRECTS) {
    return `HTTP Error ${answer.status}: The HTTP server returned a redirect error that would lead to an infinite loop.`
  }
  if (answer.status >= 300) return `HTTP Error ${answer.status}: ${answer.reason}`
  const length = answer.headers.findLast(([name]) => name.toLowerCase() === 'content-length')?.[1]
  return `OK (${length ?? 'unknown'} bytes)`
}
