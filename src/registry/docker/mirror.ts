import { firstWith, has } from '../capabilities/matrix.ts'
import type { ValueFinding } from '../finding.ts'
import { goUrlProblem } from '../go-url.ts'
import type { Version } from '../version.ts'

/**
 * Whether dockerd of this version takes the text as a `registry-mirrors` entry. Absent version: only the rules that all
 * versions share. Source: moby `ValidateMirror` at v20.10.27 to v29.
 */
export function validateMirror(text: string, version?: Version): ValueFinding | undefined {
  const [scheme, rest] = splitScheme(text)
  if (rest === undefined) return noSlashes(text, version)
  if (scheme !== 'http' && scheme !== 'https') {
    return fatal(`mirror ${text}: the scheme ${scheme}:// is not one of http:// and https://`)
  }
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  if (authority.includes('@')) {
    return fatal(
      `mirror ${scheme}://***@${authority.slice(authority.lastIndexOf('@') + 1)}: a user name or password is not allowed`,
      'dockerd sends no credentials to a mirror: let it be read without',
    )
  }
  if (/\?.|#./s.test(rest)) return fatal(`mirror ${text}: a query (?) or fragment (#) is not allowed`)
  const problem = goUrlProblem(text)
  if (problem !== undefined) return fatal(`mirror ${text}: not a URL, there is ${problem}`)
  const path = rest.slice(authority.length).replace(/[?#]$/, '')
  return pathRefused(text, path, version) ?? neverAsked(text, authority) ?? pathWarning(text, path, version)
}

/** As dockerd stores and shows it: one slash taken from the end, and one put there. */
export function normaliseMirror(text: string): string {
  return `${text.replace(/\/$/, '')}/`
}

/** Normalised, duplicates dropped, order kept. */
export function normaliseMirrors(texts: readonly string[]): string[] {
  return [...new Set(texts.map(normaliseMirror))]
}

function splitScheme(text: string): [string, string | undefined] {
  const at = text.indexOf('://')
  return at <= 0 ? [text, undefined] : [text.slice(0, at).toLowerCase(), text.slice(at + 3)]
}

/** `https:m` and `https:/m` are URLs without a host to Go. */
function noSlashes(text: string, version: Version | undefined): ValueFinding {
  const path = /^https?:(.*)$/is.exec(text)?.[1]
  const missing = fatal(
    `mirror ${text}: the scheme is missing`,
    `write https://${text.replace(/^(https?)?:?\/*/i, '')}, or http:// if it has no TLS`,
  )
  if (path === undefined || version === undefined || has('docker', version, 'validate-checks-mirrors')) return missing
  const refused = path.startsWith('/') ? pathRefused(text, path, version) : undefined
  return refused ?? unreachable(text, 'there is no // after its scheme')
}

function pathRefused(text: string, path: string, version: Version | undefined): ValueFinding | undefined {
  if (version === undefined || path === '' || path === '/' || has('docker', version, 'mirror-with-path'))
    return undefined
  return fatal(
    `mirror ${text}: Docker before ${firstWith('docker', 'mirror-with-path')} does not start with a path (${path}) in a mirror`,
    'give the mirror a host name or port of its own',
  )
}

function neverAsked(text: string, authority: string): ValueFinding | undefined {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? []
  if (host === '') return unreachable(text, 'it names no host')
  if (Number(port) > 65535) return unreachable(text, `${port} is not a port`)
  return /[?#]$/.test(text) ? unreachable(text, 'it ends in a ? or #, and /v2/ goes after it') : undefined
}

/** dockerd takes it and then fails to reach it, so that pulls go to Docker Hub. */
function unreachable(text: string, why: string): ValueFinding {
  return { severity: 'ignored', message: `mirror ${text} is taken by dockerd and can never be asked: ${why}` }
}

function pathWarning(text: string, path: string, version: Version | undefined): ValueFinding | undefined {
  if (version === undefined || path === '' || path === '/') return undefined
  const asked = `${text.replace(/\/$/, '')}/v2/...`
  return {
    severity: 'warning',
    message: `mirror ${text}: Docker asks ${asked}, which is not where a Harbor, Nexus or Artifactory project lies`,
  }
}

function fatal(message: string, fix?: string): ValueFinding {
  return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
}
