import { err, ok, type Result } from '../../base/result.ts'
import { parseAddress } from '../../model/host-address.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** More hosts than this out of one line is a slip of the keyboard. */
const MAX_HOSTS = 100_000

export interface HostNames {
  readonly names: readonly string[]
  readonly port: number | undefined
}

/**
 * The hosts that `web[01:20].example.com:2222` stands for, with their port (Ansible: expand_hostname_range). Bounds are
 * included, `[01:20]` keeps its zeros, `[a:f]` counts letters, a third number is the step. A range that yields nothing
 * is an error, unless `lenient`: then there are no hosts, as in Ansible.
 */
export function expandHosts(
  pattern: string,
  { lenient }: { readonly lenient: boolean } = { lenient: false },
): Result<HostNames, string> {
  const { host, port } = parseAddress(pattern) ?? { host: pattern, port: undefined }
  const names = expandRanges(host, lenient)
  return names.ok ? ok({ names: names.value, port }) : names
}

function expandRanges(text: string, lenient: boolean): Result<readonly string[], string> {
  const open = text.indexOf('[')
  if (open < 0) return ok([text])
  const close = text.indexOf(']', open)
  if (close < 0) return err(`the range '${text.slice(open)}' is not closed`)
  const values = rangeValues(text.slice(open + 1, close), lenient)
  if (!values.ok) return values
  const tails = expandRanges(text.slice(close + 1), lenient)
  if (!tails.ok) return tails
  if (values.value.length * tails.value.length > MAX_HOSTS) return err(`'${text}' stands for more than 100,000 hosts`)
  const head = text.slice(0, open)
  return ok(values.value.flatMap((value) => tails.value.map((tail) => head + value + tail)))
}

function rangeValues(range: string, lenient: boolean): Result<readonly string[], string> {
  const [begin = '', end, stepText = '1', extra] = range.split(':')
  const shown = `the range '[${range}]'`
  if (end === undefined || extra !== undefined) return err(`${shown} is not [begin:end] or [begin:end:step]`)
  if (end === '') return err(`${shown} has no end`)
  const step = /^\d+$/.test(stepText) ? Number(stepText) : 0
  if (step < 1) return err(`the step of ${shown} is not a number from 1`)
  if (/^[a-zA-Z]$/.test(begin) && /^[a-zA-Z]$/.test(end)) {
    return counted(LETTERS.indexOf(begin), LETTERS.indexOf(end), step, {
      name: (index) => LETTERS.charAt(index),
      shown,
      lenient,
    })
  }
  const first = begin === '' ? '0' : begin
  if (!/^\d+$/.test(first) || !/^\d+$/.test(end))
    return err(`${shown} mixes what is neither two numbers nor two letters`)
  const width = first.length > 1 && first.startsWith('0') ? first.length : 0
  if (width > 0 && end.length !== width) return err(`${shown} begins with zeros: its end needs as many digits`)
  return counted(Number(first), Number(end), step, {
    name: (value) => String(value).padStart(width, '0'),
    shown,
    lenient,
  })
}

interface Naming {
  readonly name: (value: number) => string
  readonly shown: string
  readonly lenient: boolean
}

function counted(
  first: number,
  last: number,
  step: number,
  { name, shown, lenient }: Naming,
): Result<readonly string[], string> {
  if (first > last) return lenient ? ok([]) : err(`${shown} begins after its end`)
  const count = Math.floor((last - first) / step) + 1
  if (count > MAX_HOSTS) return err(`${shown} stands for more than 100,000 hosts`)
  return ok(Array.from({ length: count }, (_, index) => name(first + index * step)))
}
