import type { HttpRequest } from './http-request.ts'

/**
 * The request as a curl config (`curl -K -`), which reaches curl on stdin: nothing of it is in an argv. The body is
 * the file `sent` of the working directory. A transfer is given up when nothing comes for `timeout` seconds, as Python's sockets
 * do, and never because it takes long. A request without a URL is one that is completed on the host.
 */
export function curlConfig(request: HttpRequest): string {
  const { method, body } = request
  const lines = [
    ...(request.url === '' ? [] : [option('url', request.url)]),
    option('user-agent', request.agent),
    ...(method === 'HEAD' ? ['head'] : []),
    ...(body === undefined ? [] : [option('data-binary', '@sent')]),
    ...(sendsByDefault(request) ? [] : [option('request', method)]),
    ...headers(request),
    ...redirects(request),
    ...authentication(request),
    ...security(request),
    `connect-timeout = ${request.timeout}`,
    'speed-limit = 1',
    `speed-time = ${request.timeout}`,
    ...(request.unixSocket === undefined ? [] : [option('unix-socket', request.unixSocket)]),
    ...(request.useProxy ? [] : ['noproxy = "*"']),
  ]
  return `${lines.join('\n')}\n`
}

/** As urllib sends them: names with capitals, and of curl's own none that is not asked for. */
function headers({ headers }: HttpRequest): readonly string[] {
  const given = headers.map(([name, value]) => {
    const title = name.toLowerCase().replaceAll(/[a-z]+/g, (word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    return option('header', value === '' ? `${title};` : `${title}: ${value}`)
  })
  const named = new Set(headers.map(([name]) => name.toLowerCase()))
  return [...given, ...OWN_HEADERS.flatMap(([name, line]) => (named.has(name) ? [] : [line]))]
}

/** An answer that is packed all the same is unpacked by the script. */
const OWN_HEADERS = [
  ['accept-encoding', 'header = "Accept-Encoding: identity"'],
  ['accept', 'header = "Accept:"'],
  ['connection', 'header = "Connection: close"'],
  ['expect', 'header = "Expect:"'],
] as const

/** A POST that curl makes because of its body turns into a GET on 301 to 303, as in urllib; a method that is named stays. */
export function sendsByDefault({ method, body }: HttpRequest): boolean {
  return method === 'HEAD' || method === (body === undefined ? 'GET' : 'POST')
}

function redirects({ followRedirects }: HttpRequest): readonly string[] {
  return followRedirects ? ['location', 'max-redirs = 10'] : []
}

function authentication({ user, password, forceBasicAuth }: HttpRequest): readonly string[] {
  if (user === undefined) return []
  return [option('user', `${user}:${password ?? ''}`), forceBasicAuth ? 'basic' : 'anyauth']
}

function security({ validateCerts, caPath, clientCert, clientKey, ciphers }: HttpRequest): readonly string[] {
  return [
    ...(validateCerts ? [] : ['insecure']),
    ...(caPath === undefined ? [] : [option('cacert', caPath)]),
    ...(clientCert === undefined ? [] : [option('cert', clientCert)]),
    ...(ciphers.length === 0 ? [] : [option('ciphers', ciphers.join(':'))]),
    ...(clientKey === undefined ? [] : [option('key', clientKey)]),
  ]
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function option(name: string, value: string): string {
  return `${name} = "${value.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char] ?? char)}"`
}
