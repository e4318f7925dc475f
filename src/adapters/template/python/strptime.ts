import { PythonError } from './errors.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const FIELDS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d{2})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  f: '(?<f>\\d{1,6})',
  j: '(?<j>\\d{1,3})',
  p: '(?<p>[AaPp][Mm])',
  b: '(?<b>[A-Za-z]{3})',
  B: '(?<B>[A-Za-z]+)',
  a: '[A-Za-z]{3}',
  A: '[A-Za-z]+',
  z: '(?<z>[+-]\\d{2}:?\\d{2}|Z)',
  '%': '%',
}

/** Microseconds since 1970 of the wall clock's time, read as Python's `datetime.strptime` does. */
export function strptime(text: string, format: string): number {
  const pattern = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(/%(.)|\s+|[^%\s]/g, (part, letter?: string) => {
      if (letter === undefined) return /^\s/.test(part) ? '\\s+' : part.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
      const field = FIELDS[letter]
      if (field === undefined) throw new PythonError(`'${letter}' is a bad directive in format '${format}'`)
      return field
    })
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups
  if (found === undefined) throw new PythonError(`time data '${text}' does not match format '${format}'`)
  return microseconds(found)
}

function microseconds(found: Readonly<Record<string, string | undefined>>): number {
  const number = (name: string, fallback: number) => Number(found[name] ?? fallback)
  const named = (found.b ?? found.B)?.slice(0, 3).toLowerCase()
  const short = number('y', 0)
  const year = found.Y === undefined && found.y !== undefined ? short + (short < 69 ? 2000 : 1900) : number('Y', 1900)
  const month = named === undefined ? number('m', 1) - 1 : MONTHS.indexOf(named)
  const half = found.p?.toLowerCase()
  const hour = found.I === undefined ? number('H', 0) : (number('I', 12) % 12) + (half === 'pm' ? 12 : 0)
  const day = found.j === undefined ? number('d', 1) : number('j', 1)
  const time = new Date(0)
  time.setUTCFullYear(year, found.j === undefined ? month : 0, day)
  time.setUTCHours(hour, number('M', 0), number('S', 0))
  return time.getTime() * 1000 + Number((found.f ?? '0').padEnd(6, '0'))
}
