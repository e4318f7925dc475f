import type { TomlLeaf } from '../../text-edit/toml-leaves.ts'
import type { Unplaced } from '../finding.ts'
import { goUrlProblem } from '../go-url.ts'
import { FILE_IGNORED } from './host-field.ts'

/** What containerd makes of `server`, which is asked after all hosts. */
export function serverFindings(value: unknown): Unplaced[] {
  if (typeof value !== 'string') {
    return [{ severity: 'ignored', code: 'wrong-type', message: `server must be a text: ${FILE_IGNORED}` }]
  }
  if (isWebSite(value)) {
    const message = `server ${value} is a web site, not a registry: when no mirror has the image the pull fails with text/html`
    return [{ severity: 'fatal', code: 'server', message, fix: 'write https://registry-1.docker.io' }]
  }
  return urlFindings(value, 'server')
}

/** What containerd makes of the URL in a host's table header, seen together with the host's fields. */
export function hostUrlFindings(url: string, fields: readonly TomlLeaf[]): Unplaced[] {
  const found = urlFindings(url, 'host')
  const options = ['ca', 'client', 'skip_verify'].filter((name) => fields.some(({ path }) => path[2] === name))
  if (/^http:\/\//i.test(url) && options.length > 0) {
    const message = `host ${url} is plain HTTP and has ${options.join(', ')}: containerd tries TLS first, then plain HTTP`
    return [...found, { severity: 'warning', code: 'tls-without-https', message, fix: 'write https://, or drop them' }]
  }
  return [...found, ...pathFindings(url, fields)]
}

function pathFindings(url: string, fields: readonly TomlLeaf[]): Unplaced[] {
  const overrides = fields.some(({ path, value }) => path[2] === 'override_path' && value === true)
  const path = /^[a-z]+:\/\/[^/]*(\/.*)?$/i.exec(url)?.[1] ?? '/'
  if (overrides && path === '/') {
    const message = `host ${url} has override_path and no path: containerd asks ${url}/<image>, without /v2`
    return [{ severity: 'warning', code: 'host', message }]
  }
  if (overrides || !/^\/v2\/.+/.test(path)) return []
  const message = `host ${url}: containerd adds /v2 once more and asks ${url.replace(/\/$/, '')}/v2/<image>`
  return [{ severity: 'warning', code: 'host', message, fix: 'add override_path = true' }]
}

function urlFindings(url: string, role: 'server' | 'host'): Unplaced[] {
  if (url === '') {
    if (role === 'server') return []
    return [{ severity: 'ignored', code: 'host', message: 'a host without a name is never asked' }]
  }
  const whole = url.startsWith('http') ? url : `https://${url}`
  const problem = goUrlProblem(whole)
  if (problem !== undefined) {
    return [{ severity: 'ignored', code: role, message: `${role} ${url} has ${problem}: ${FILE_IGNORED}` }]
  }
  if (/^https?:\/\//i.test(url) && !url.startsWith('http')) {
    const message = `${role} ${url}: containerd knows its scheme in small letters only and puts https:// before it, so that it is never asked`
    return [
      {
        severity: 'ignored',
        code: role,
        message,
        fix: `write ${url.replace(/^https?/i, (scheme) => scheme.toLowerCase())}`,
      },
    ]
  }
  const scheme = /^([a-z0-9+.-]*):\/\//i.exec(whole)?.[1]?.toLowerCase()
  if (scheme !== 'http' && scheme !== 'https') {
    const message = `${role} ${url} is not reached by http:// or https://: it cannot be asked`
    return [{ severity: 'ignored', code: role, message, fix: 'write https://HOST' }]
  }
  if (url.startsWith('http')) return []
  const message = `${role} ${url} has no scheme: containerd takes https://`
  return [{ severity: 'warning', code: role, message, fix: `write https://${url}` }]
}

function isWebSite(server: string): boolean {
  return /^(https?:\/\/)?(docker\.io|index\.docker\.io|hub\.docker\.com|registry\.hub\.docker\.com)(\/.*)?$/i.test(
    server,
  )
}
