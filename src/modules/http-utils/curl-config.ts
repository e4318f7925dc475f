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
    ...request.headers.map(([name, value]) => option('header', value === '' ? `${name};` : `${name}: ${value}`)),
    ...(request.headers.some(([name]) => /^accept-encoding$/i.test(name)) ? [] : [ENCODING]),
    'header = "Expect:"',
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

/** What urllib asks for; an answer that is packed all the same is unpacked by the script. */
const ENCODING = 'header = "Accept-Encoding: identity"'

/** A POST that curl makes because of its body turns into a GET on 301 to 303, as in urllib; a method that is named stays. */
function sendsByDefault({ method, body }: HttpRequest): boolean {
  return method === 'HEAD' || method === (body === undefined ? 'GET' : 'POST')
}

function redirects({ followRedirects }: HttpRequest): readonly string[] {
  return followRedirects ? ['location', 'max-redirs = 10'] : []
}

function authentication({ user, password, forceBasicAuth }: HttpRequest): readonly string[] {
  if (user === undefined) return []
  return [option('user', `${user}:${password ?? ''}`), forceBasicAuth ? 'basic' : 'anyauth']
}

function security({ validateCerts, caPath, clientCert, clientKey }: HttpRequest): readonly string[] {
  return [
    ...(validateCerts ? [] : ['insecure']),
    ...(caPath === undefined ? [] : [option('cacert', caPath)]),
    ...(clientCert === undefined ? [] : [option('cert', clientCert)]),
    ...(clientKey === undefined ? [] : [option('key', clientKey)]),
  ]
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function option(name: string, value: string): string {
  return `${name} = "${value.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char] ?? char)}"`
}
