import { appendFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import type { Io } from './io.ts'

/** Everything that is said is also appended to `path`, a line a line, as ansible-core's `log_path` has it. */
export function loggedIo(io: Io, path: string, now: () => Date): Io {
  let works = true
  const log = (text: string) => {
    const lines = stripVTControlCharacters(text)
      .split('\n')
      .filter((line) => line.trim() !== '')
    if (!works || lines.length === 0) return
    try {
      appendFileSync(path, lines.map((line) => `${stamp(now())} | ${line}\n`).join(''))
    } catch (cause) {
      works = false
      const reason = cause instanceof Error ? cause.message : String(cause)
      io.stderr(`[WARNING]: log file at ${path} is not writeable, nothing is logged: ${reason}\n`)
    }
  }
  const both = (write: Io['stdout']) => (text: string) => {
    write(text)
    log(text)
  }
  return { ...io, stdout: both(io.stdout), stderr: both(io.stderr) }
}

/** `2026-11-30 14:09:51,914 p=9508 u=root n=ansible`. */
function stamp(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0')
  return `${day} ${clock},${milliseconds} p=${process.pid} u=${userInfo().username} n=ansible`
}
