import type { Unplaced } from '../finding.ts'
import { goUrlProblem } from '../go-url.ts'

/** What k3s makes of one endpoint of a mirror: a URL, whose scheme is https:// where none is written. */
export function endpointFindings(endpoint: string): Unplaced[] {
  const whole = endpoint.includes('://') ? endpoint : `https://${endpoint}`
  const scheme = whole.slice(0, whole.indexOf('://')).toLowerCase()
  if (scheme !== 'http' && scheme !== 'https') {
    const message = `endpoint ${endpoint} is not reached by http:// or https://: it is left out`
    return [{ severity: 'ignored', code: 'host', message, fix: 'write https://HOST' }]
  }
  const problem = goUrlProblem(whole)
  if (problem !== undefined || hostOfEndpoint(endpoint) === '') {
    return [
      {
        severity: 'ignored',
        code: 'host',
        message: `endpoint ${endpoint} has ${problem ?? 'no host'}: it is left out`,
      },
    ]
  }
  if (whole === endpoint) return []
  const message = `endpoint ${endpoint} has no scheme: https:// is taken`
  return [{ severity: 'warning', code: 'host', message, fix: `write https://${endpoint}` }]
}

/** `host[:port]`, which is what `configs` is keyed by. */
export function hostOfEndpoint(endpoint: string): string {
  return endpoint.replace(/^.*?:\/\//, '').replace(/[/?#].*$/, '')
}
