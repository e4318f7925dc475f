import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { defineModule } from '../define-module.ts'
import { HTTP_ALIASES, requestOf } from '../http-utils/http-args.ts'
import { followsRedirects, type HttpRequest } from '../http-utils/http-request.ts'
import { httpWords } from '../http-utils/http-script.ts'
import { nameOfUrl } from '../http-utils/url-name.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { chattrMode } from '../module-utils/inode-flags.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import { uriArgs, type UriArgs } from './args.ts'
import { concludeUri } from './conclude.ts'
import { requestBody } from './request-body.ts'
import { URI_SCRIPT } from './uri-script.ts'

interface PreparedUri {
  readonly args: UriArgs
  readonly request: HttpRequest
}

/** Makes an HTTP request from the host. */
export const uri = defineModule({
  name: 'uri',
  summary: 'Make an HTTP request from the host',
  args: uriArgs,
  aliases: { ...HTTP_ALIASES, ...attributeAliases },
  returns: {
    status: 'The status code; -1 where nothing came',
    url: 'Where the answer came from, behind redirects',
    redirected: 'Whether it came from elsewhere than asked',
    content: 'The answer, where return_content is on',
    json: 'The answer parsed, where it is JSON',
    msg: 'How it went',
    elapsed: 'Seconds',
    cookies: 'Cookies that the server sets, by name; cookies_string has them in one text',
    path: 'Where dest is',
    content_type: 'As every header of the answer: its name in small letters, with _ for -',
  },
  prepare: prepareUri,
  facts: () => ({}),
  plan: (prepared, _facts, { checkMode }) => planUri(prepared, checkMode),
})

async function prepareUri(args: UriArgs, context: BindContext): Promise<Result<PreparedUri, LongshoreError>> {
  const sent = await requestBody(args, context)
  if (!sent.ok) return sent
  const { body, type } = sent.value
  const named = args.headers.some(([name]) => name.toLowerCase() === 'content-type')
  const replaced = args.body_format === 'form-multipart'
  const kept = replaced ? args.headers.filter(([name]) => name.toLowerCase() !== 'content-type') : args.headers
  const headers = type === undefined || (named && !replaced) ? kept : [...kept, ['Content-Type', type] as const]
  const request = requestOf(args, {
    method: args.method,
    followRedirects: followsRedirects(args.follow_redirects, args.method),
    body,
    headers,
    unixSocket: args.unix_socket,
  })
  return ok({ args, request })
}

function planUri({ args, request }: PreparedUri, checkMode: boolean): Plan {
  if (checkMode) return { kind: 'skip', reason: 'remote module (uri) does not support check mode' }
  const mode = typeof args.mode === 'number' ? modeText(args.mode) : (args.mode ?? '')
  const words = [
    args.creates ?? '',
    args.removes ?? '',
    args.status_code.join(' '),
    args.dest ?? '',
    nameOfUrl(args.url),
    mode,
    args.owner ?? '',
    args.group ?? '',
    args.method === 'HEAD' ? '' : 'content',
    chattrMode(args),
  ]
  return {
    kind: 'change',
    steps: [
      {
        summary: `ask a web server (${args.method})`,
        run: { ...shell(URI_SCRIPT, ...httpWords(request), ...words), tolerant: true },
      },
    ],
    conclude: ([output]) => (output === undefined ? { changed: false } : concludeUri(args, request, output)),
  }
}
