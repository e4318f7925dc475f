import type { Collector } from './collector.ts'

/** The name of summer time is that of the half of the year that is further east. */
export const dateTime: Collector = {
  script: `
section date; date '+%s|%N|%Y|%m|%d|%H|%M|%S|%Z|%z|%A|%w|%W'
section zones; date -d @1767225600 '+%z|%Z'; date -d @1782864000 '+%z|%Z'
`,
  parse: (sections) => {
    const [epoch = '0', nanoseconds = '', ...fields] = (sections.lines('date')[0] ?? '').split('|')
    const [year = '', month = '', day = '', hour = '', minute = '', second = '', tz, offset, weekday, ...rest] = fields
    const [weekdayNumber, weeknumber] = rest
    const utc = new Date(Number(epoch) * 1000).toISOString().replace(/\.\d+Z$/, '')
    const micros = /^\d{9}$/.test(nanoseconds) ? nanoseconds.slice(0, 6) : '000000'
    const basic = `${year}${month}${day}T${hour}${minute}${second}`
    return {
      date_time: {
        year,
        month,
        weekday,
        weekday_number: weekdayNumber,
        weeknumber,
        day,
        hour,
        minute,
        second,
        epoch,
        epoch_int: epoch,
        date: `${year}-${month}-${day}`,
        time: `${hour}:${minute}:${second}`,
        iso8601_micro: `${utc}.${micros}Z`,
        iso8601: `${utc}Z`,
        iso8601_basic: `${basic}${micros}`,
        iso8601_basic_short: basic,
        tz,
        tz_dst: summerZone(sections.lines('zones')) ?? tz,
        tz_offset: offset,
      },
    }
  },
}

function summerZone(zones: readonly string[]): string | undefined {
  const [january = [], july = []] = zones.map((zone) => zone.split('|'))
  return Number(july[0]) >= Number(january[0]) ? july[1] : january[1]
}
