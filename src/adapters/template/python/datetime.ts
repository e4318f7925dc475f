import { PythonError } from './errors.ts'
import { strftime } from './strftime.ts'
import { Callable, Instance, toFloat } from './values.ts'
import { pythonStr } from './text.ts'

const DAY = 86_400_000_000

/** Python's `datetime` without a zone: the wall clock's microseconds since 1970. */
export class DateTime extends Instance {
  readonly typeName = 'datetime'
  readonly #micros: number

  constructor(micros: number) {
    super()
    this.#micros = micros
  }

  /** The time of a clock here, or in UTC. */
  static at(time: Date, isUtc: boolean): DateTime {
    const shift = isUtc ? 0 : time.getTimezoneOffset() * 60_000
    return new DateTime((time.getTime() - shift) * 1000)
  }

  since(other: DateTime): TimeDelta {
    return new TimeDelta(this.#micros - other.#micros)
  }

  plus(delta: TimeDelta, sign: 1 | -1): DateTime {
    return new DateTime(this.#micros + sign * delta.micros)
  }

  attribute(name: string): unknown {
    const date = this.#date()
    switch (name) {
      case 'year':
        return date.getUTCFullYear()
      case 'month':
        return date.getUTCMonth() + 1
      case 'day':
        return date.getUTCDate()
      case 'hour':
        return date.getUTCHours()
      case 'minute':
        return date.getUTCMinutes()
      case 'second':
        return date.getUTCSeconds()
      case 'microsecond':
        return this.#fraction()
      case 'strftime':
        return new Callable(name, ({ positional }) =>
          strftime(pythonStr(positional[0]), date, undefined, this.#fraction()),
        )
      case 'isoformat':
        return new Callable(name, ({ positional }) => this.#spelled(pythonStr(positional[0] ?? 'T')))
      case 'timestamp':
        return new Callable(name, () => toFloat((this.#micros + date.getTimezoneOffset() * 60_000_000) / 1_000_000))
      case 'date':
        return new Callable(name, () => this.#spelled(' ').slice(0, 10))
      case 'time':
        return new Callable(name, () => this.#spelled(' ').slice(11))
      case 'weekday':
        return new Callable(name, () => (date.getUTCDay() + 6) % 7)
      case 'isoweekday':
        return new Callable(name, () => ((date.getUTCDay() + 6) % 7) + 1)
      default:
        return undefined
    }
  }

  override text(): string {
    return this.#spelled(' ')
  }

  #spelled(between: string): string {
    const iso = this.#date().toISOString()
    const fraction = this.#fraction()
    return `${iso.slice(0, 10)}${between}${iso.slice(11, 19)}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}`
  }

  #date(): Date {
    const date = new Date(Math.floor(this.#micros / 1000))
    if (Number.isNaN(date.getTime())) throw new PythonError('date value out of range')
    return date
  }

  #fraction(): number {
    return ((this.#micros % 1_000_000) + 1_000_000) % 1_000_000
  }
}

/** Python's `timedelta`. */
export class TimeDelta extends Instance {
  readonly typeName = 'timedelta'
  readonly micros: number

  constructor(micros: number) {
    super()
    this.micros = micros
  }

  attribute(name: string): unknown {
    const days = Math.floor(this.micros / DAY)
    const rest = this.micros - days * DAY
    switch (name) {
      case 'days':
        return days
      case 'seconds':
        return Math.floor(rest / 1_000_000)
      case 'microseconds':
        return rest % 1_000_000
      case 'total_seconds':
        return new Callable(name, () => toFloat(this.micros / 1_000_000))
      default:
        return undefined
    }
  }

  override text(): string {
    const days = Math.floor(this.micros / DAY)
    const rest = this.micros - days * DAY
    const seconds = Math.floor(rest / 1_000_000)
    const two = (number: number) => String(number).padStart(2, '0')
    const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    const fraction = rest % 1_000_000 === 0 ? '' : `.${String(rest % 1_000_000).padStart(6, '0')}`
    return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`
  }
}
