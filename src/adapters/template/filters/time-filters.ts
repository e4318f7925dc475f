import { DateTime } from '../python/datetime.ts'
import { strftime } from '../python/strftime.ts'
import { strptime } from '../python/strptime.ts'
import { pythonStr } from '../python/text.ts'
import { argument, FilterError, flagArgument, textArgument, type Filters } from './filter.ts'

/** Times, by the clock that is given: seconds since 1970 unless a filter is told otherwise. */
export const timeFilters: Filters = {
  /** `'%Y-%m-%d' | strftime(epoch, utc=true)`: now where no second is given. */
  strftime: {
    keywords: ['second', 'utc'],
    apply(value, args) {
      const second = argument(args, 0, 'second')
      const time = second === undefined || second === null ? new Date() : new Date(Number(second) * 1000)
      if (Number.isNaN(time.getTime())) throw new FilterError(`Invalid value for epoch value (${pythonStr(second)})`)
      const shift = flagArgument(args, 1, 'utc') ? 0 : time.getTimezoneOffset()
      return strftime(pythonStr(value), new Date(time.getTime() - shift * 60_000), -shift)
    },
  },
  to_datetime: {
    keywords: ['format'],
    apply: (value, args) =>
      new DateTime(strptime(pythonStr(value), textArgument(args, 0, 'format', '%Y-%m-%d %H:%M:%S'))),
  },
}
