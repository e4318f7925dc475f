import { spawnSync } from 'node:child_process'
import { isRecord } from '../filters/filter.ts'
import { pythonStr } from '../python/text.ts'
import { flagOption, LookupError, textOption, textTerms, type LookupCall } from './lookup.ts'
import { URL_CLIENT, type UrlAnswer, type UrlRequest } from './url-client.ts'
import { listOption, withUrlSettings } from './url-options.ts'

/** `lookup('url', 'https://...')`: the lines of what is there, or with `split_lines=False` the whole text. */
export function url(given: LookupCall): readonly string[] {
  const call = withUrlSettings(given)
  return textTerms(call).flatMap((address) => {
    const text = fetched(call, address)
    return flagOption(call, 'split_lines', true) ? linesOf(text) : [text]
  })
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/)
}

function fetched(call: LookupCall, address: string): string {
  const ran = spawnSync(process.execPath, ['-e', URL_CLIENT], {
    input: JSON.stringify(requestOf(call, address)),
    encoding: 'utf8',
    env: call.host.env,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (ran.status !== 0) throw new LookupError(`Failed lookup url for ${address}`)
  const answer = JSON.parse(ran.stdout) as UrlAnswer
  if (answer.text === undefined) throw failureOf(answer, address, call)
  return answer.text
}

function requestOf(call: LookupCall, address: string): UrlRequest {
  const inUrl = /^([a-z]+:\/\/)([^/?#@]*)@/i.exec(address)?.[2]
  const [urlUser = '', urlPassword = ''] = inUrl?.split(/:(.*)/s) ?? []
  const user = textOption(call, 'username') || decodeURIComponent(urlUser)
  const password = textOption(call, 'username') === '' ? decodeURIComponent(urlPassword) : textOption(call, 'password')
  const given = call.options['headers']
  return {
    url: address.replace(/^([a-z]+:\/\/)[^/?#@]*@/i, '$1'),
    headers: {
      ...(flagOption(call, 'force') && { 'Cache-Control': 'no-cache' }),
      ...(user !== '' && { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
      ...(isRecord(given)
        ? Object.fromEntries(Object.entries(given).map(([key, value]) => [key, pythonStr(value)]))
        : {}),
    },
    unredirected: listOption(call, 'unredirected_headers').map((name) => name.toLowerCase()),
    agent: textOption(call, 'http_agent', 'ansible-httpget'),
    timeout: Number(textOption(call, 'timeout', '10')) * 1000,
    follow: !['no', 'none'].includes(textOption(call, 'follow_redirects', 'urllib2').toLowerCase()),
    useProxy: flagOption(call, 'use_proxy', true),
    validateCerts: flagOption(call, 'validate_certs', true),
    unixSocket: textOption(call, 'unix_socket'),
    caPath: textOption(call, 'ca_path'),
    ciphers: listOption(call, 'ciphers').join(':'),
  }
}

/** In the words of ansible-core's `url`, behind which Python's own stand. */
function failureOf({ refusal, timedOut, problem }: UrlAnswer, address: string, call: LookupCall): LookupError {
  if (refusal !== undefined) return new LookupError(`Received HTTP error for ${address} : HTTP Error ${refusal}`)
  if (timedOut === true) return new LookupError('timed out', { pythonClass: 'TimeoutError' })
  const { code = '', message = '' } = problem ?? {}
  const socket = textOption(call, 'unix_socket')
  switch (code) {
    case 'ERR_INVALID_URL':
      return new LookupError(`unknown url type: '${address}'`, { pythonClass: 'ValueError' })
    case 'NO_CA':
      return new LookupError(`[Errno 2] No such file or directory: b'${message}'`, { pythonClass: 'FileNotFoundError' })
    case 'ERR_SSL_NO_CIPHER_MATCH':
      return new LookupError(`('No cipher can be selected.',)`, { pythonClass: 'ssl.SSLError' })
    default: {
      const alert = /SSL routines:[^:]*:([^:]+)/.exec(message)?.[1]
      if (alert !== undefined) {
        const said = `[SSL: ${alert.toUpperCase().replaceAll(/\W/g, '_')}] ${alert}`
        return new LookupError(said, { pythonClass: 'ssl.SSLError' })
      }
      const why =
        REASONS[code] ??
        (CERTIFICATE.test(message) ? `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${message}` : message)
      const said = socket === '' ? why : `Invalid Socket File (${socket}): ${why}`
      return new LookupError(`Failed lookup url for ${address} : <urlopen error ${said}>`)
    }
  }
}

const CERTIFICATE = /certificate|altnames|issuer/i

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '[Errno 111] Connection refused',
  ENOTFOUND: '[Errno -2] Name or service not known',
  EAI_AGAIN: '[Errno -3] Temporary failure in name resolution',
  ENOENT: '[Errno 2] No such file or directory',
}
