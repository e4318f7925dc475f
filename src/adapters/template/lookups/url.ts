import { spawnSync } from 'node:child_process'
import { isRecord } from '../filters/filter.ts'
import { flagOption, LookupError, textOption, textTerms, type LookupCall } from './lookup.ts'

/** Fetches what stdin asks for; templates are rendered without waiting, so that it runs in a process of its own. */
const FETCH = `
const asked = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
fetch(asked.url, { headers: asked.headers, signal: AbortSignal.timeout(asked.timeout) }).then(async (response) => {
  const text = await response.text()
  process.stdout.write(JSON.stringify(response.ok ? { text } : { refusal: response.status + ': ' + response.statusText }))
}).catch((error) => {
  const refused = error.cause?.code === 'ECONNREFUSED' && '[Errno 111] Connection refused'
  process.stdout.write(JSON.stringify({ problem: refused || String(error.cause?.message ?? error.message) }))
})
`

/** A text, or the status of an answer that is none, or why there was no answer. */
interface Answer {
  readonly text?: string
  readonly refusal?: string
  readonly problem?: string
}

/** `lookup('url', 'https://...')`: the lines of what is there, or with `split_lines=False` the whole text. */
export function url(call: LookupCall): readonly string[] {
  return textTerms(call).flatMap((address) => {
    const text = fetched(call, address)
    return flagOption(call, 'split_lines', true) ? text.replace(/\n$/, '').split(/\r?\n/) : [text]
  })
}

function fetched(call: LookupCall, address: string): string {
  const user = textOption(call, 'username')
  const basic = Buffer.from(`${user}:${textOption(call, 'password')}`).toString('base64')
  const headers = {
    ...(isRecord(call.options.headers) ? call.options.headers : {}),
    ...(user !== '' && { authorization: `Basic ${basic}` }),
  }
  const timeout = Number(textOption(call, 'timeout', '10')) * 1000
  const isUnchecked = !flagOption(call, 'validate_certs', true)
  const ran = spawnSync(process.execPath, ['-e', FETCH], {
    input: JSON.stringify({ url: address, headers, timeout }),
    encoding: 'utf8',
    env: { ...call.host.env, ...(isUnchecked && { NODE_TLS_REJECT_UNAUTHORIZED: '0' }) },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (ran.status !== 0) throw new LookupError(`Failed lookup url for ${address}`)
  const { text, refusal, problem = '' } = JSON.parse(ran.stdout) as Answer
  if (refusal !== undefined) throw new LookupError(`Received HTTP error for ${address} : HTTP Error ${refusal}`)
  if (text === undefined) throw new LookupError(`Failed lookup url for ${address} : <urlopen error ${problem}>`)
  return text
}
