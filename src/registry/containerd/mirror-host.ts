import type { ValueFinding } from '../finding.ts'
import { firstWith, has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'

export const CAPABILITIES = ['pull', 'resolve', 'push', 'referrers'] as const

export type Capability = (typeof CAPABILITIES)[number]

/** One `[host."URL"]` table of a hosts.toml. */
export interface MirrorHost {
  readonly url: string
  readonly capabilities: readonly Capability[]
  readonly skipVerify: boolean
  /** Paths of CA files on the host. */
  readonly ca: readonly string[]
  /** [certificate, key] paths. */
  readonly client: readonly (readonly string[])[]
  readonly overridePath: boolean
  /** A Go duration. */
  readonly dialTimeout?: string
}

/** What a mirror may do where nothing is said: never push. */
export const MIRROR_CAPABILITIES: readonly Capability[] = ['pull', 'resolve']

export function plainMirror(url: string): MirrorHost {
  return { url, capabilities: MIRROR_CAPABILITIES, skipVerify: false, ca: [], client: [], overridePath: false }
}

/** What containerd makes of a mirror. Absent version: the rules that all versions share. */
export function mirrorHostFindings(host: MirrorHost, version?: Version): ValueFinding[] {
  return [...urlFindings(host.url), ...pathFindings(host), ...versionFindings(host, version)]
}

function urlFindings(url: string): ValueFinding[] {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]
  if (scheme === undefined) {
    return [fatal(`mirror ${url}: the scheme is missing`, `write https://${url}, or http:// if it has no TLS`)]
  }
  if (scheme !== 'http' && scheme !== 'https') {
    return [fatal(`mirror ${url}: the scheme ${scheme}:// is not one of http:// and https://`)]
  }
  const rest = url.slice(scheme.length + 3)
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  if (authority.includes('@')) {
    const shown = `${scheme}://***@${authority.slice(authority.lastIndexOf('@') + 1)}`
    return [fatal(`mirror ${shown}: a user name or password is not allowed`, 'let the mirror be read without')]
  }
  if (/[?#]/.test(rest)) return [fatal(`mirror ${url}: a query (?) or fragment (#) is not allowed`)]
  return URL.canParse(url) && !/[\s"\\]/.test(url) ? [] : [fatal(`mirror ${url}: not a URL`)]
}

function pathFindings({ url, overridePath, dialTimeout, ca }: MirrorHost): ValueFinding[] {
  const relative = ca.filter((path) => !path.startsWith('/'))
  return [
    ...relative.map((path) => fatal(`mirror ${url}: ca ${path} must be an absolute path on the host`)),
    ...(dialTimeout === undefined || /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(dialTimeout)
      ? []
      : [fatal(`mirror ${url}: dial_timeout ${dialTimeout} is not a duration such as 2s or 500ms`)]),
    ...(overridePath && URL.canParse(url) && new URL(url).pathname === '/'
      ? [warning(`mirror ${url}: override_path without a path makes containerd ask ${url}/<image>, without /v2`)]
      : []),
  ]
}

function versionFindings({ url, capabilities, dialTimeout }: MirrorHost, version: Version | undefined): ValueFinding[] {
  if (version === undefined) return []
  const noReferrers = capabilities.includes('referrers') && !has('containerd', version, 'referrers-capability')
  return [
    ...(noReferrers
      ? [
          fatal(
            `mirror ${url}: the capability referrers needs containerd ${firstWith('containerd', 'referrers-capability')}: the whole file is ignored without it`,
          ),
        ]
      : []),
    ...(dialTimeout !== undefined && !has('containerd', version, 'dial-timeout')
      ? [
          warning(
            `mirror ${url}: dial_timeout is ignored by containerd before ${firstWith('containerd', 'dial-timeout')}`,
          ),
        ]
      : []),
  ]
}

function fatal(message: string, fix?: string): ValueFinding {
  return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
}

function warning(message: string): ValueFinding {
  return { severity: 'warning', message }
}
