import type { JsonMember } from '../../text-edit/strict-json.ts'
import type { Unplaced } from '../finding.ts'
import { DAEMON_KEYS, keyStatus } from './daemon-keys.ts'
import { flagConflict, type Dockerd } from './flag-conflict.ts'
import { rangeFinding, typeFinding } from './key-type.ts'
import { inertKey, unknownKey } from './unknown-key.ts'
import { valueFindings } from './key-values.ts'

/** One key of the file as it is read. */
export interface KeyReading extends Pick<JsonMember, 'key' | 'value'> {
  /** The value as it is written. */
  readonly raw: string
  /** A key of the same name follows: only the type of this value matters. */
  readonly isReplaced: boolean
}

/** What dockerd makes of one key of daemon.json. */
export function keyFindings(reading: KeyReading, dockerd: Dockerd): Unplaced[] {
  const { key, value, raw, isReplaced } = reading
  const { version } = dockerd
  const known = DAEMON_KEYS[key]
  const status = keyStatus(key, version)
  if (known === undefined || status === 'unknown') return [unknownKey(key, value, dockerd)]
  const conflict = flagConflict(key, dockerd.flags)
  if (conflict !== undefined) return [conflict]
  if (status === 'inert') return [inertKey(key)]
  if (key === 'proxies' && value === null) return [notAnObject(key)]
  const type = typeFinding(key, known.type, value, raw)
  if (type !== undefined) return [{ code: 'wrong-type', ...type }]
  if (isReplaced) return []
  const range = rangeFinding(key, value, version)
  if (range !== undefined) return [{ code: 'out-of-range', ...range }]
  return valueFindings(key, value, dockerd)
}

/** dockerd looks for a flag of this name where it finds no object in it, and there is none. */
function notAnObject(key: string): Unplaced {
  const message = `${key} is null: the daemon takes it for an unknown key and does not start with it`
  return { severity: 'fatal', code: 'unknown-key', message, fix: 'remove it' }
}
