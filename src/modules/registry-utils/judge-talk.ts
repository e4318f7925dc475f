import type { Exchange, RegistryTalk } from './registry-talk.ts'

export type StageName = 'dns' | 'tcp' | 'tls' | 'api' | 'token' | 'manifest'

/** One part of the way to an image, and how it went. */
export interface Stage {
  readonly name: StageName
  readonly outcome: 'ok' | 'failed' | 'skipped'
  /** That it took by itself. */
  readonly seconds: number
  readonly detail: string
}

/** curl's numbers (libcurl-errors(3)). */
const DNS_CODES = new Set([5, 6])
const TLS_CODES = new Set([35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91])
const NO_CONNECTION = new Set([7, 97])
const TIMED_OUT = 28

/** Every stage of the way, in order; those after a failed one are not there. 200 and 401 of /v2/ are both alive. */
export function judgeTalk({ exchanges }: Pick<RegistryTalk, 'exchanges'>): readonly Stage[] {
  const [api, ...later] = exchanges
  if (api === undefined) return []
  const way = wayStages(api)
  if (way.some(({ outcome }) => outcome === 'failed')) return way
  const stages = [...way, apiStage(api)]
  if (stages.at(-1)?.outcome === 'failed') return stages
  const token = later.find(({ name }) => name === 'token' || name === 'manifest-token')
  const again = later.find(({ name }) => name === 'api-again')
  const manifest = later.findLast(({ name }) => name === 'manifest' || name === 'manifest-again')
  return [
    ...stages,
    ...(token === undefined ? [] : [tokenStage(token)]),
    ...(again === undefined || again.status === 200 ? [] : [refusedStage(again)]),
    ...(manifest === undefined || later.at(-1) === token ? [] : [manifestStage(manifest)]),
  ]
}

function wayStages(exchange: Exchange): readonly Stage[] {
  const { exitCode, named, connected, secured, said } = exchange
  const isSecure = secured > 0 || TLS_CODES.has(exitCode)
  const stopped = stopOf(exchange)
  const stage = (name: StageName, seconds: number, detail: string): Stage => ({
    name,
    outcome: stopped === name ? 'failed' : 'ok',
    seconds: Math.max(0, Number(seconds.toFixed(3))),
    detail: stopped === name ? said : detail,
  })
  const all = [
    stage('dns', named, 'the name is known'),
    stage('tcp', connected - named, exchange.address === '' ? '' : `connected to ${exchange.address}`),
    ...(isSecure || stopped === 'tls' ? [stage('tls', secured - connected, 'the certificate is trusted')] : []),
  ]
  const failed = all.findIndex(({ outcome }) => outcome === 'failed')
  return failed === -1 ? all : all.slice(0, failed + 1)
}

function stopOf({ exitCode, named, connected, secured, answered, said }: Exchange): StageName | undefined {
  if (exitCode === 0) return undefined
  if (DNS_CODES.has(exitCode)) return 'dns'
  if (NO_CONNECTION.has(exitCode) || /CONNECT/.test(said)) return 'tcp'
  if (TLS_CODES.has(exitCode)) return 'tls'
  if (exitCode !== TIMED_OUT || answered > 0) return undefined
  if (connected === 0) return named === 0 ? 'dns' : 'tcp'
  return secured === 0 && /SSL/i.test(said) ? 'tls' : undefined
}

function apiStage(exchange: Exchange): Stage {
  const { exitCode, status, said } = exchange
  const seconds = ownSeconds(exchange)
  const failed = (detail: string): Stage => ({ name: 'api', outcome: 'failed', seconds, detail })
  if (exitCode !== 0) return failed(said)
  if (status === 200) return { name: 'api', outcome: 'ok', seconds, detail: '200: it is open' }
  if (status === 401) return { name: 'api', outcome: 'ok', seconds, detail: `401: it wants a credential (${said})` }
  return failed(`GET /v2/ answered ${status}${STATUS_WORDS[status] ?? ''}`)
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  301: ': it sends clients elsewhere',
  302: ': it sends clients elsewhere',
  400: ': this may be a port that wants https',
  403: ': a proxy or the registry forbids it',
  404: ': something that is not a registry listens there',
  407: ': the proxy wants a credential',
  502: ': what stands before the registry does not reach it',
  503: ': the registry says that it is not well',
}

function tokenStage(exchange: Exchange): Stage {
  const { exitCode, status, said } = exchange
  const seconds = ownSeconds(exchange)
  if (exitCode !== 0) return { name: 'token', outcome: 'failed', seconds, detail: said }
  if (status === 200) return { name: 'token', outcome: 'ok', seconds, detail: 'the token service gave a token' }
  const detail = `the token service answered ${status}${status === 401 ? ': the credential is not accepted' : ''}`
  return { name: 'token', outcome: 'failed', seconds, detail }
}

function refusedStage(exchange: Exchange): Stage {
  const { exitCode, status, said } = exchange
  const detail = exitCode === 0 ? `/v2/ answered ${status} to the credential` : said
  return { name: 'token', outcome: 'failed', seconds: ownSeconds(exchange), detail }
}

function manifestStage(exchange: Exchange): Stage {
  const { exitCode, status, said } = exchange
  const seconds = ownSeconds(exchange)
  if (exitCode === 0 && status === 200)
    return { name: 'manifest', outcome: 'ok', seconds, detail: 'the image is there' }
  const words = status === 404 ? ': no such image there' : status === 429 ? ': the limit of pulls is reached' : ''
  return {
    name: 'manifest',
    outcome: 'failed',
    seconds,
    detail: exitCode === 0 ? `it answered ${status}${words}` : said,
  }
}

function ownSeconds({ answered, secured, connected }: Exchange): number {
  return Math.max(0, Number((answered - Math.max(secured, connected)).toFixed(3)))
}
