import { hostsTooOld } from '../../app/backups/hosts-too-old.ts'
import { formatDuration, parseDuration } from '../../base/duration.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { Composition } from '../composition.ts'
import { printable } from '../reporters/printable.ts'
import { openStore } from './open-store.ts'
import { refusedAll } from './refused-all.ts'
import type { StoreFlags } from './store-of.ts'

export interface VerifyFlags extends StoreFlags {
  readonly maxAge?: string
  readonly output?: string
}

/** Everything against its checksum, and every host's newest good backup against an age. 1 where anything is wrong. */
export async function verifyBackups(flags: VerifyFlags, composition: Composition): Promise<number> {
  const { io, clock } = composition
  const opened = await openStore(flags, composition)
  if (!opened.ok) return refusedAll(opened.error, io)
  const { store, settings } = opened.value
  const maxAgeMs = flags.maxAge === undefined ? settings.maxAgeMs : parseDuration(flags.maxAge)
  if (flags.maxAge !== undefined && maxAgeMs === undefined) return refusedAll([noAge(flags.maxAge)], io)
  const check = await store.verify()
  if (!check.ok) return refusedAll([check.error], io)
  const newest = await store.newest()
  const old = newest.ok && maxAgeMs !== undefined ? hostsTooOld(newest.value, maxAgeMs, clock.now()) : []
  const { problems, objects, versions, hosts, opened: known, sealed } = check.value
  const isGood = problems.length === 0 && old.length === 0 && newest.ok
  if (flags.output === 'json') {
    io.stdout(`${JSON.stringify({ ...check.value, tooOld: old })}\n`)
    return isGood ? 0 : 1
  }
  io.stdout(
    `${objects} objects, ${versions} versions, ${hosts} hosts: ${problems.length === 0 ? 'sound' : 'damaged'}\n`,
  )
  if (known > 0) io.stdout(`${known} secrets were opened\n`)
  if (sealed > 0) io.stdout(`${sealed} secrets were not opened: give an identity (--identity FILE) to try them\n`)
  for (const note of check.value.notes ?? []) io.stderr(`warning: ${printable(note)}\n`)
  for (const problem of problems) io.stderr(`error: ${printable(problem)}\n`)
  if (problems.length > 0)
    io.stderr(`  What a remote or a copy still has comes back by: git -C ${store.path} fetch REMOTE\n`)
  for (const { host, ageMs } of old) {
    io.stderr(`error: the newest good backup of ${printable(host)} is ${formatDuration(ageMs)} old\n`)
  }
  return isGood ? 0 : 1
}

function noAge(given: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--max-age: expected a time such as 26h, found '${given}'`)
}
