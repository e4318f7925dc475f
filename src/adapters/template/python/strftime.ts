import { PythonError } from './errors.ts'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
const DAY = 86_400_000

const two = (number: number) => String(number).padStart(2, '0')

/**
 * C's `strftime` in the C locale. `clock` holds the wall clock's time as if it were UTC; `offset` is that of `%z` in
 * minutes east, none for a time that knows no zone.
 */
export function strftime(
  format: string,
  clock: Date,
  offset?: number,
  microseconds = clock.getUTCMilliseconds() * 1000,
): string {
  return format.replace(/%-?([a-zA-Z%])/g, (whole, letter: string) => {
    const part = partOf(letter, clock, offset, microseconds)
    if (part === undefined) throw new PythonError(`'${whole}' is not supported in a time format`)
    return whole.startsWith('%-') ? part.replace(/^0+(?=\d)/, '') : part
  })
}

function partOf(letter: string, clock: Date, offset: number | undefined, microseconds: number): string | undefined {
  const iso = clock.toISOString()
  const hour = clock.getUTCHours()
  const weekday = clock.getUTCDay()
  const yearDay = Math.floor((clock.getTime() - Date.UTC(clock.getUTCFullYear(), 0, 1)) / DAY)
  switch (letter) {
    case '%':
      return '%'
    case 'a':
      return DAYS[weekday]?.slice(0, 3)
    case 'A':
      return DAYS[weekday]
    case 'b':
    case 'h':
      return MONTHS[clock.getUTCMonth()]?.slice(0, 3)
    case 'B':
      return MONTHS[clock.getUTCMonth()]
    case 'c':
      return strftime('%a %b %e %H:%M:%S %Y', clock)
    case 'C':
      return iso.slice(0, 2)
    case 'd':
      return iso.slice(8, 10)
    case 'D':
    case 'x':
      return strftime('%m/%d/%y', clock)
    case 'e':
      return String(clock.getUTCDate()).padStart(2)
    case 'f':
      return String(microseconds).padStart(6, '0')
    case 'F':
      return iso.slice(0, 10)
    case 'G':
      return String(isoWeek(clock).year)
    case 'H':
      return two(hour)
    case 'I':
      return two(hour % 12 === 0 ? 12 : hour % 12)
    case 'j':
      return String(yearDay + 1).padStart(3, '0')
    case 'm':
      return iso.slice(5, 7)
    case 'M':
      return iso.slice(14, 16)
    case 'n':
      return '\n'
    case 'p':
      return hour < 12 ? 'AM' : 'PM'
    case 'R':
      return iso.slice(11, 16)
    case 's':
      return String(Math.floor(clock.getTime() / 1000) - (offset ?? 0) * 60)
    case 'S':
      return iso.slice(17, 19)
    case 'T':
    case 'X':
      return iso.slice(11, 19)
    case 't':
      return '\t'
    case 'u':
      return String(weekday === 0 ? 7 : weekday)
    case 'U':
      return two(Math.floor((yearDay + 7 - weekday) / 7))
    case 'V':
      return two(isoWeek(clock).week)
    case 'w':
      return String(weekday)
    case 'W':
      return two(Math.floor((yearDay + 7 - ((weekday + 6) % 7)) / 7))
    case 'y':
      return iso.slice(2, 4)
    case 'Y':
      return iso.slice(0, 4)
    case 'z':
      return offset === undefined ? '' : offsetText(offset)
    case 'Z':
      return offset === undefined ? '' : offset === 0 ? 'UTC' : offsetText(offset)
    default:
      return undefined
  }
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}

/** ISO 8601's week: that of the year which its Thursday lies in. */
function isoWeek(clock: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(clock.getTime() + (4 - (clock.getUTCDay() === 0 ? 7 : clock.getUTCDay())) * DAY)
  const year = thursday.getUTCFullYear()
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1 }
}
