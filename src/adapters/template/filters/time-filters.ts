import { pythonStr } from '../python-text.ts'
import { argument, FilterError, flagArgument, type Filters } from './filter.ts'

/** Times, by the clock that is given: seconds since 1970 unless a filter is told otherwise. */
export const timeFilters: Filters = {
  /** `'%Y-%m-%d' | strftime(epoch, utc=true)`: now where no second is given. */
  strftime: {
    keywords: ['second', 'utc'],
    apply(value, args) {
      const second = argument(args, 0, 'second')
      const time = second === undefined || second === null ? new Date() : new Date(Number(second) * 1000)
      if (Number.isNaN(time.getTime())) throw new FilterError(`'${pythonStr(second)}' is not a number of seconds`)
      return formatted(pythonStr(value), time, flagArgument(args, 1, 'utc'))
    },
  },
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

function formatted(format: string, time: Date, isUtc: boolean): string {
  const shift = isUtc ? 0 : time.getTimezoneOffset()
  const local = new Date(time.getTime() - shift * 60_000)
  const two = (number: number) => String(number).padStart(2, '0')
  const [day, month] = [DAYS[local.getUTCDay()] ?? '', MONTHS[local.getUTCMonth()] ?? '']
  const hour = local.getUTCHours()
  const date = local.toISOString()
  const yearDay = Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000)
  const offset = `${shift > 0 ? '-' : '+'}${two(Math.floor(Math.abs(shift) / 60))}${two(Math.abs(shift) % 60)}`
  const parts: Readonly<Record<string, string>> = {
    '%': '%',
    a: day.slice(0, 3),
    A: day,
    b: month.slice(0, 3),
    B: month,
    d: two(local.getUTCDate()),
    e: String(local.getUTCDate()).padStart(2),
    F: date.slice(0, 10),
    H: two(hour),
    I: two(hour % 12 === 0 ? 12 : hour % 12),
    j: String(yearDay + 1).padStart(3, '0'),
    m: two(local.getUTCMonth() + 1),
    M: two(local.getUTCMinutes()),
    n: '\n',
    p: hour < 12 ? 'AM' : 'PM',
    s: String(Math.floor(time.getTime() / 1000)),
    S: two(local.getUTCSeconds()),
    T: date.slice(11, 19),
    t: '\t',
    u: String(local.getUTCDay() === 0 ? 7 : local.getUTCDay()),
    w: String(local.getUTCDay()),
    y: date.slice(2, 4),
    Y: date.slice(0, 4),
    z: offset,
  }
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => {
    const part = parts[letter]
    if (part === undefined) throw new FilterError(`'${whole}' is not supported`)
    return part
  })
}
