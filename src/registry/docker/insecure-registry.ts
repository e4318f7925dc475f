import { isIP, isIPv4 } from 'node:net'
import { has } from '../capabilities/matrix.ts'
import type { ValueFinding } from '../finding.ts'
import type { Version } from '../version.ts'

/**
 * Whether dockerd takes the text as an `insecure-registries` entry. Source: moby `loadInsecureRegistries`, which
 * `dockerd --validate` never runs: a bad entry is found only when the daemon starts.
 */
export function validateInsecureRegistry(text: string, version?: Version): ValueFinding | undefined {
  if (text.startsWith('-') || text.endsWith('-')) {
    return fatal(`insecure registry ${text}: it cannot begin or end with a hyphen`)
  }
  const at = text.indexOf('://')
  if (at === -1) return hostFinding(text, text, version)
  const scheme = text.slice(0, at).toLowerCase()
  const rest = text.slice(at + 3)
  if (scheme !== 'http' && scheme !== 'https') {
    return fatal(`insecure registry ${text}: ${scheme}:// does not belong here`, `write ${rest}`)
  }
  return hostFinding(text, rest, version) ?? schemeWarning(text, rest, scheme)
}

/** As dockerd keeps it: the scheme stripped. */
export function normaliseInsecureRegistry(text: string): string {
  return maskedCidr(text.replace(/^https?:\/\//i, ''))
}

function schemeWarning(text: string, rest: string, scheme: string): ValueFinding {
  return {
    severity: 'warning',
    message: `insecure registry ${text}: ${scheme}:// does not belong here, dockerd drops it with a warning`,
    fix: `write ${rest}`,
  }
}

function hostFinding(text: string, rest: string, version: Version | undefined): ValueFinding | undefined {
  if (isCidr(rest)) return undefined
  const slash = rest.indexOf('/')
  if (slash !== -1) {
    const path = rest.slice(slash)
    return fatal(`insecure registry ${text}: a path (${path}) does not belong here`, `write ${rest.slice(0, slash)}`)
  }
  if (rest.includes('*')) {
    return fatal(
      `insecure registry ${text}: wildcards are not supported`,
      'name each host, or a CIDR such as 10.0.0.0/8',
    )
  }
  const { host, port } = splitPort(rest)
  const isBare = port === undefined && host.startsWith('[') && version !== undefined
  if (isBare && !has('docker', version, 'bracketed-insecure-address')) {
    return fatal(`insecure registry ${text}: Docker before 23.0.0 does not start with an address in [ ] without a port`)
  }
  if (!isHost(host)) return fatal(`insecure registry ${text}: ${host || 'nothing'} is not a host name or address`)
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65535)) {
    return fatal(`insecure registry ${text}: ${port || 'nothing'} is not a port`)
  }
  return undefined
}

export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/')
  if (more.length > 0 || address.includes('%') || !/^\d{1,3}$/.test(bits) || isIP(address) === 0) return false
  return Number(bits) <= (isIPv4(address) ? 32 : 128)
}

/** `102.10.8.1/24` is kept as `102.10.8.0/24`. IPv6 is left as it is written. */
function maskedCidr(text: string): string {
  const [address = '', bits = ''] = text.split('/')
  if (!isCidr(text) || !isIPv4(address)) return text.toLowerCase() === text || !isCidr(text) ? text : text.toLowerCase()
  const size = Number(bits)
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const network = value - (value % 2 ** (32 - size))
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256)
  return `${parts.join('.')}/${size}`
}

function splitPort(text: string): { readonly host: string; readonly port: string | undefined } {
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/.exec(text)
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] }
  if (text.split(':').length > 2) return { host: text, port: undefined }
  const colon = text.lastIndexOf(':')
  return colon === -1 ? { host: text, port: undefined } : { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

const LABEL = /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/

/** distribution/reference's domain: labels of letters, digits and inner hyphens, or an address. */
function isHost(host: string): boolean {
  if (host.startsWith('[') && host.endsWith(']')) return isIP(host.slice(1, -1)) === 6
  return isIP(host) !== 0 || host.split('.').every((label) => LABEL.test(label))
}

function fatal(message: string, fix?: string): ValueFinding {
  return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
}
