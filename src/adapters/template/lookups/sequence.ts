import { formatPercent } from '../python/percent-format.ts'
import { isRecord } from '../filters/filter.ts'
import { inlineOptions, LookupError, type LookupCall } from './lookup.ts'

const SHORT = /^(?:(0?x?[0-9a-f]+)\s*-)?\s*(0?x?[0-9a-f]+)\s*(?:\/\s*(-?\d+))?\s*(?::(.+))?$/i
const LONGEST = 1_000_000

/** Ansible's `sequence`: `start=1 end=5 stride=2 format=web%02d`, `count=4`, or in short `1-5/2:web%02d`. */
export function sequence(call: LookupCall): readonly string[] {
  const terms = call.terms.length === 0 ? [''] : call.terms
  return terms.flatMap((term) => {
    const own = isRecord(term) ? term : termOptions(String(term))
    return numbers({ ...call.options, ...own })
  })
}

function termOptions(term: string): Readonly<Record<string, unknown>> {
  const short = SHORT.exec(term)
  if (short === null) {
    const { text, named } = inlineOptions(term)
    return text === '' ? named : { ...named, _raw_params: text }
  }
  const [, start, end, stride, format] = short as readonly (string | undefined)[]
  return {
    end,
    ...(start !== undefined && { start }),
    ...(stride !== undefined && { stride }),
    ...(format !== undefined && { format }),
  }
}

function numbers(options: Readonly<Record<string, unknown>>): readonly string[] {
  const known = ['start', 'end', 'count', 'stride', 'format']
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new LookupError(`unrecognized arguments to with_sequence: ['${unknown}']`)
  const start = whole(options.start ?? 1, 'start')
  const count = options.count === undefined ? undefined : whole(options.count, 'count')
  if (count === undefined && options.end === undefined)
    throw new LookupError('must specify count or end in with_sequence')
  if (count !== undefined && options.end !== undefined)
    throw new LookupError("can't specify both count and end in with_sequence")
  if (count === 0) return []
  const given = options.stride === undefined ? undefined : whole(options.stride, 'stride')
  const end = count === undefined ? whole(options.end, 'end') : start + (count - 1) * (given ?? 1)
  const stride = given ?? 1
  if (stride > 0 && end < start) throw new LookupError('to count backwards make stride negative')
  if (stride < 0 && end > start) throw new LookupError("to count forward don't make stride negative")
  const length = stride === 0 ? 0 : Math.floor((end - start) / stride) + 1
  if (length > LONGEST) throw new LookupError(`${length} numbers are too many`)
  const format = typeof options.format === 'string' ? options.format : '%d'
  return Array.from({ length }, (_, index) => formatted(format, start + index * stride))
}

function formatted(format: string, number: number): string {
  try {
    return formatPercent(format, number)
  } catch {
    throw new LookupError(`bad formatting string: ${format}`)
  }
}

function whole(value: unknown, name: string): number {
  const text = String(value).trim()
  const number = /^-?0[xX][0-9a-f]+$/i.test(text) && text.startsWith('-') ? -Number(text.slice(1)) : Number(text)
  const octal = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : number
  if (!Number.isInteger(octal) || text === '') throw new LookupError(`can't parse ${name}=${text} as integer`)
  return octal
}
