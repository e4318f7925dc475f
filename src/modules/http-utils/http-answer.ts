import type { CommandOutput } from '../../model/command-output.ts'

/** What came of a request. */
export interface HttpAnswer {
  /** 0, or the number of the client's mishap: those of curl. */
  readonly exitCode: number
  readonly client: string
  /** Whole seconds. */
  readonly elapsed: number
  /** 0 where there is none: of a file, or where nothing came. */
  readonly status: number
  readonly redirects: number
  /** Where the answer came from, behind every redirect. */
  readonly url: string
  /** What the client said of a mishap. */
  readonly said: string
  /** Where the body is on the host, and is gone by now. */
  readonly temporary: string
  /** The socket that was to be connected to is not there. */
  readonly socketMissing: boolean
  /** The reason beside the status, such as `Not Found`. */
  readonly reason: string
  /** Of the last answer, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** What the script wrote after `http_tell`. */
  readonly rest: Buffer
}

/** Reads what `http_tell` wrote. */
export function readHttpAnswer({ stdout }: CommandOutput): HttpAnswer {
  let at = 0
  const line = () => {
    const end = stdout.indexOf(0x0a, at)
    const text = stdout.toString('utf8', at, end === -1 ? stdout.length : end)
    at = end === -1 ? stdout.length : end + 1
    return text
  }
  const [exitCode, client = ''] = line().split('|')
  const [, status = '', redirects = '', elapsed = '', url = ''] = /^(\d*) ?(\d*) ?([\d.]*) ?(.*)$/.exec(line()) ?? []
  const said = line()
  const temporary = line()
  const socketMissing = line() === 'nosocket'
  const size = Number(line())
  const block = lastBlock(stdout.toString('latin1', at, at + size))
  return {
    exitCode: Number(exitCode),
    client,
    elapsed: Math.floor(Number(elapsed)),
    status: Number(status),
    redirects: Number(redirects),
    url,
    said: said.replace(/^curl: \(\d+\) /, ''),
    temporary,
    socketMissing,
    reason: block.reason,
    headers: block.headers,
    rest: stdout.subarray(at + size),
  }
}

/** Answers to redirects, proxies and `100 Continue` stand before the last one. */
function lastBlock(text: string): Pick<HttpAnswer, 'reason' | 'headers'> {
  const [first = '', ...lines] =
    text
      .split(/\r?\n\r?\n/)
      .filter((block) => block.trim() !== '')
      .at(-1)
      ?.split(/\r?\n/) ?? []
  const hasStatus = first.startsWith('HTTP/')
  const headers = (hasStatus ? lines : [first, ...lines]).flatMap((line) => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const]
  })
  return { reason: hasStatus ? first.split(' ').slice(2).join(' ') : '', headers }
}

/** Values of one name together, names in small letters with `_` for `-`: as Ansible's `uri` returns headers. */
export function headerValues({ headers }: HttpAnswer): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase().replaceAll('-', '_')
    values[key] = key in values ? `${values[key] ?? ''}, ${value}` : value
  }
  return values
}

/** Cookies that the answer sets, by name, as Python's cookie jar has them; a quoted value keeps its quotes. */
export function cookiesOf({ headers }: HttpAnswer): Readonly<Record<string, string>> {
  const pairs = headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => value.split(';')[0] ?? '')
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}
