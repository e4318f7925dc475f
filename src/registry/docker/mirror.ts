import type { ValueFinding } from '../finding.ts'
import { firstWith, has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'

/**
 * Whether dockerd of this version takes the text as a `registry-mirrors` entry. Absent version: only the rules that all
 * versions share. Source: moby `ValidateMirror` at v20.10.27 to v29.
 */
export function validateMirror(text: string, version?: Version): ValueFinding | undefined {
  const [scheme, rest] = splitScheme(text)
  if (rest === undefined) return noScheme(text)
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
  if (/[?#]/.test(rest)) return fatal(`mirror ${text}: a query (?) or fragment (#) is not allowed`)
  if (!URL.canParse(text) || /\s/.test(text)) return fatal(`mirror ${text}: not a URL`)
  const path = rest.slice(authority.length)
  if (path !== '' && path !== '/') return pathFinding(text, path, version)
  return undefined
}

/** As dockerd stores and shows it: exactly one slash at the end. */
export function normaliseMirror(text: string): string {
  const [scheme, rest] = splitScheme(text)
  const lower = rest === undefined ? text : `${scheme}://${rest}`
  return `${lower.replace(/\/$/, '')}/`
}

/** Normalised, duplicates dropped, order kept. */
export function normaliseMirrors(texts: readonly string[]): string[] {
  return [...new Set(texts.map(normaliseMirror))]
}

function splitScheme(text: string): [string, string | undefined] {
  const at = text.indexOf('://')
  return at <= 0 ? [text, undefined] : [text.slice(0, at).toLowerCase(), text.slice(at + 3)]
}

function noScheme(text: string): ValueFinding {
  return fatal(
    `mirror ${text}: the scheme is missing`,
    `write https://${text.replace(/^:?\/\//, '')}, or http:// if it has no TLS`,
  )
}

function pathFinding(text: string, path: string, version: Version | undefined): ValueFinding | undefined {
  if (version === undefined) return undefined
  if (!has('docker', version, 'mirror-with-path')) {
    return fatal(
      `mirror ${text}: Docker before ${firstWith('docker', 'mirror-with-path')} does not start with a path (${path}) in a mirror`,
      'give the mirror a host name or port of its own',
    )
  }
  const asked = `${text.replace(/\/$/, '')}/v2/...`
  return {
    severity: 'warning',
    message: `mirror ${text}: Docker asks ${asked}, which is not where a Harbor, Nexus or Artifactory project lies`,
  }
}

function fatal(message: string, fix?: string): ValueFinding {
  return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
}
