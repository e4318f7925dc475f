import type { Vars } from '../../model/vars.ts'
import type { Sections } from '../module-utils/sections.ts'

export function userFacts(sections: Sections): Vars {
  const [uid = '0', gid = '0', id = '', dir = '', shell = ''] = sections.lines('user')
  return {
    user_id: id,
    user_uid: Number(uid),
    user_gid: Number(gid),
    user_dir: dir,
    user_shell: shell,
    env: environment(sections.lines('env')),
    date_time: dateFacts(sections.lines('date')[0] ?? ''),
    local: localFacts(sections),
  }
}

/** A line that does not begin with NAME= goes on with the value before it. */
function environment(lines: readonly string[]): Vars {
  const variables: Record<string, string> = {}
  let last: string | undefined
  for (const line of lines) {
    const match = /^([A-Za-z_]\w*)=(.*)$/.exec(line)
    if (match?.[1] !== undefined) {
      last = match[1]
      variables[last] = match[2] ?? ''
    } else if (last !== undefined) {
      variables[last] = `${variables[last] ?? ''}\n${line}`
    }
  }
  return variables
}

function dateFacts(line: string): Vars {
  const [
    epoch = '0',
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    tz,
    offset,
    weekday,
    ...rest
  ] = line.split('|')
  const [weekdayNumber = '0', week = '0'] = rest
  const utc = new Date(Number(epoch) * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    epoch,
    epoch_int: epoch,
    date: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}`,
    year,
    month,
    day,
    hour,
    minute,
    second,
    tz,
    tz_offset: offset,
    weekday,
    weekday_number: String(Number(weekdayNumber) % 7),
    weeknumber: week,
    iso8601: utc,
    iso8601_basic_short: `${year}${month}${day}T${hour}${minute}${second}`,
  }
}

/** Facts of the host's own files: JSON, else INI. */
function localFacts(sections: Sections): Vars {
  const names = sections.names('local:')
  return Object.fromEntries(names.map((name) => [name.slice('local:'.length), parseLocal(sections.lines(name))]))
}

function parseLocal(lines: readonly string[]): unknown {
  try {
    return JSON.parse(lines.join('\n'))
  } catch {
    return parseIni(lines)
  }
}

function parseIni(lines: readonly string[]): unknown {
  const sections: Record<string, Record<string, string>> = {}
  let current: Record<string, string> | undefined
  for (const line of lines) {
    const heading = /^\s*\[(.+)\]\s*$/.exec(line)?.[1]
    const option = /^\s*([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (heading !== undefined) current = sections[heading] = {}
    else if (option?.[1] !== undefined && current !== undefined) current[option[1].toLowerCase()] = option[2] ?? ''
  }
  return Object.keys(sections).length > 0 ? sections : 'error loading facts as JSON or ini - please check content'
}
