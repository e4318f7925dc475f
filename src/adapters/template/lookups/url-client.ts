/**
 * Asks a web server and writes JSON. Templates are rendered without waiting, so that it runs in a process of its own: a
 * program of node, which reads an `UrlRequest` from stdin and prints an `UrlAnswer`.
 */
export const URL_CLIENT = `
const fs = require('node:fs'), zlib = require('node:zlib')
const http = require('node:http'), https = require('node:https')
const asked = JSON.parse(fs.readFileSync(0, 'utf8'))
const tell = (answer) => process.stdout.write(JSON.stringify(answer), () => process.exit(0))
const problem = (text) => tell({ problem: text })

function optionsOf(url, headers) {
  const secure = url.protocol === 'https:'
  const proxies = asked.useProxy ? { proxyEnv: process.env } : {}
  return {
    headers,
    setDefaultHeaders: false,
    agent: new (secure ? https : http).Agent({ ...proxies, timeout: asked.timeout }),
    ...(asked.unixSocket && { socketPath: asked.unixSocket }),
    ...(secure && { rejectUnauthorized: asked.validateCerts }),
    ...(secure && asked.caPath && { ca: fs.readFileSync(asked.caPath) }),
    ...(secure && asked.ciphers && { ciphers: asked.ciphers }),
  }
}

function headersOf(url, moved) {
  const given = Object.entries(asked.headers)
  const kept = moved ? given.filter(([name]) => !asked.unredirected.includes(name.toLowerCase())) : given
  const named = (name) => kept.some(([other]) => other.toLowerCase() === name)
  const own = { 'Accept-Encoding': 'identity', Host: url.host, 'User-Agent': asked.agent, Connection: 'close' }
  const rest = Object.entries(own).filter(([name]) => !named(name.toLowerCase()))
  return Object.fromEntries([...rest, ...kept])
}

function ask(url, moves) {
  const client = url.protocol === 'https:' ? https : http
  const request = client.get(url, optionsOf(url, headersOf(url, moves > 0)), (response) => {
    const to = response.headers.location
    const { statusCode, statusMessage } = response
    if ([301, 302, 303, 307, 308].includes(statusCode) && to && asked.follow && moves < 10) {
      response.resume()
      return ask(new URL(to, url), moves + 1)
    }
    if (statusCode >= 300) return tell({ refusal: statusCode + ': ' + statusMessage })
    const parts = []
    response.on('data', (part) => parts.push(part))
    response.on('end', () => {
      const whole = Buffer.concat(parts)
      const body = response.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(whole) : whole
      tell({ text: body.toString('utf8') })
    })
  })
  request.setTimeout(asked.timeout, () => tell({ timedOut: true }))
  request.on('error', (error) => problem({ code: error.code ?? '', message: error.message }))
}

try {
  if (asked.caPath && !fs.existsSync(asked.caPath)) problem({ code: 'NO_CA', message: asked.caPath })
  else if (asked.url.startsWith('file://')) tell({ text: fs.readFileSync(new URL(asked.url), 'utf8') })
  else ask(new URL(asked.url), 0)
} catch (error) {
  problem({ code: error.code ?? '', message: error.message })
}
`

export interface UrlRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, unknown>>
  /** In small letters. */
  readonly unredirected: readonly string[]
  readonly agent: string
  /** In milliseconds. */
  readonly timeout: number
  readonly follow: boolean
  readonly useProxy: boolean
  readonly validateCerts: boolean
  readonly unixSocket: string
  readonly caPath: string
  /** As OpenSSL takes them. */
  readonly ciphers: string
}

/** A text, or the status of an answer that is none, or why there was no answer. */
export interface UrlAnswer {
  readonly text?: string
  readonly refusal?: string
  readonly timedOut?: true
  readonly problem?: { readonly code: string; readonly message: string }
}
