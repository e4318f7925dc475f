import type { CommandOutput } from '../../model/command-output.ts'
import type { Conclusion } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { cookiesOf, headerValues, readHttpAnswer, type HttpAnswer } from '../http-utils/http-answer.ts'
import type { HttpRequest } from '../http-utils/http-request.ts'
import { notRequested } from '../http-utils/mishap.ts'
import { messageOf, statusOf } from '../http-utils/answer-status.ts'
import type { UriArgs } from './args.ts'
import { bodyOf } from './answer-body.ts'
import { destUnwritable, statusUnexpected } from './errors.ts'

/** What the script's output means, in the values of Ansible's `uri`. */
export function concludeUri(args: UriArgs, request: HttpRequest, output: CommandOutput): Conclusion {
  const firstEnd = output.stdout.indexOf(0x0a)
  const first = output.stdout.toString('utf8', 0, firstEnd)
  if (first === 'creates') return notNeeded(`skipped, since '${args.creates ?? ''}' exists`)
  if (first === 'removes') return notNeeded(`skipped, since '${args.removes ?? ''}' does not exist`)
  const answer = readHttpAnswer({ ...output, stdout: output.stdout.subarray(firstEnd + 1) })
  const refused = notRequested(answer, request)
  if (refused !== undefined) return { changed: false, failed: refused }
  const { dest, content } = afterAnswer(answer)
  if (dest.state === 'unwritable') return { changed: false, failed: destUnwritable(dest.path, dest.said) }
  const success = args.status_code.includes(statusOf(answer))
  const values = {
    ...answerValues(answer, request),
    ...bodyOf(answer, content, { wanted: args.return_content }),
    ...(isRefused(answer) && success && !args.return_content ? { body: content.toString('utf8') } : {}),
    ...dest.values,
    ...(args.dest === undefined ? {} : { path: dest.path }),
  }
  if (success) return { changed: dest.state === 'put', values }
  const error = statusUnexpected(statusOf(answer), args.status_code, messageOf(answer, request))
  return { changed: false, values: { ...values, msg: error.message }, failed: error }
}

function notNeeded(stdout: string): Conclusion {
  return { changed: false, values: { stdout, stdout_lines: [stdout] } }
}

interface AfterAnswer {
  readonly dest: { readonly state: string; readonly said: string; readonly path: string; readonly values: Vars }
  readonly content: Buffer
}

/** What urllib raises as an error: an answer that is neither a success nor a redirect it follows. */
function isRefused({ status }: HttpAnswer): boolean {
  return status >= 300
}

function afterAnswer({ rest }: HttpAnswer): AfterAnswer {
  const end = rest.indexOf(0x0a)
  const content = rest.subarray(end + 1)
  const [state = '', ...fields] = rest.toString('utf8', 0, end).split('|')
  if (state === 'put') {
    const path = fields.slice(6).join('|')
    return { dest: { state, said: '', path, values: statValues(fields) }, content }
  }
  const [said = '', ...path] = fields
  return { dest: { state, said: said.trim(), path: path.join('|'), values: {} }, content }
}

function statValues([mode = '', uid, gid, owner, group, size]: readonly string[]): Vars {
  return {
    mode: mode.padStart(4, '0'),
    uid: Number(uid),
    gid: Number(gid),
    owner,
    group,
    size: Number(size),
    state: 'file',
  }
}

function answerValues(answer: HttpAnswer, request: HttpRequest): Vars {
  const base = {
    url: withoutUser(answer.url === '' ? request.url : answer.url),
    elapsed: answer.elapsed,
    status: statusOf(answer),
  }
  if (base.status === -1) return { ...base, msg: messageOf(answer, request), redirected: false }
  const headers = headerValues(answer)
  const location = headers['location'] === undefined ? {} : { location: absolute(headers['location'], base.url) }
  const values = {
    ...headers,
    ...location,
    ...base,
    msg: messageOf(answer, request),
    redirected: base.url !== request.url && (answer.redirects > 0 || base.url !== answer.url),
  }
  if (isRefused(answer)) return values
  const cookies = cookiesOf(answer)
  return {
    ...values,
    cookies,
    cookies_string: Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  }
}

/** `http://user:password@host` as urllib asks for it. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1')
}

function absolute(location: string, base: string): string {
  return URL.parse(location, base)?.href ?? location
}
