import type { FaultHost } from './host/fault-host.ts'
import { TRACE } from './host/trace-programs.ts'
import type { Trace } from './moments.ts'

const PART = '=== '

/** All that a host has seen since it began to look. */
export async function readTrace(host: FaultHost): Promise<Trace> {
  const text = await host.sh(`cat ${TRACE}/log
cd ${TRACE}/trips && for trip in *; do printf '${PART}%s\\n' "$trip"; cat "$trip"; done`)
  const [log = '', ...parts] = text.split(new RegExp(`^${PART}`, 'm'))
  const programs = parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))] as const)
  return { log, programs: new Map(programs) }
}
