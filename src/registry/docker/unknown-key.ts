import { nearestName } from '../../base/nearest-name.ts'
import { rangesInWords } from '../capabilities/in-words.ts'
import { versionsOf } from '../capabilities/matrix.ts'
import type { Unplaced } from '../finding.ts'
import { isAtLeast, type Version } from '../version.ts'
import { DAEMON_KEYS, FLAG_NAMES, isFlagName, keyStatus, versionedKey } from './daemon-keys.ts'
import { flagConflict, type Dockerd } from './flag-conflict.ts'
import { isObject } from './key-type.ts'

/** A name that is no key of this dockerd. Some of them pass its check all the same, and their values are dropped. */
export function unknownKey(key: string, value: unknown, dockerd: Dockerd): Unplaced {
  const { version, flags } = dockerd
  if (isObject(value)) return nestedObject(key, value, dockerd)
  if (isFlagName(key, version)) return flagConflict(key, flags) ?? flagName(key)
  if (REFUSED_WHERE_FILLED.has(key) && (value === '' || value === null)) return inertKey(key)
  return tooNewOrGone(key, version) ?? noKey(key)
}

/** Docker 28 kept the name to say that it does nothing any more, and refuses a value alone (moby `config.Validate`). */
const REFUSED_WHERE_FILLED: ReadonlySet<string> = new Set(['api-cors-header'])

/** Source: moby `flatOptions`: it kept the name when the key went. */
const ALWAYS_FLAT: ReadonlySet<string> = new Set(['cluster-store-opts'])

/** dockerd checks the names in an object in place of the object's own, and drops them: its values are read nowhere. */
function nestedObject(key: string, value: Readonly<Record<string, unknown>>, dockerd: Dockerd): Unplaced {
  const gone = tooNewOrGone(key, dockerd.version)
  if (gone?.code === 'key-removed' && ALWAYS_FLAT.has(key)) return gone
  const names = Object.keys(value)
  const stranger = names.find((name) => !passes(name, dockerd.version))
  if (stranger !== undefined) return gone ?? noKey(key)
  const conflict = names.flatMap((name) => flagConflict(name, dockerd.flags) ?? [])[0]
  if (conflict !== undefined) return conflict
  return {
    severity: 'ignored',
    code: 'nested-object',
    message: `${key} is not a key of daemon.json: dockerd takes it and ignores everything in it${names.length === 0 ? '' : ` (${names.join(', ')})`}`,
    fix: 'write the keys in it at the top level',
  }
}

/** Whether dockerd's check lets the name pass, read or not. */
export function passes(name: string, version: Version): boolean {
  return keyStatus(name, version) !== 'unknown' || isFlagName(name, version)
}

function flagName(key: string): Unplaced {
  const meant = FLAG_NAMES[key]
  const message = `${key} is the name of a flag: dockerd takes it in the file and ignores its value`
  return { severity: 'ignored', code: 'flag-name', message, ...(meant !== undefined && { fix: `write ${meant}` }) }
}

export function inertKey(key: string): Unplaced {
  const message = `${key} has no effect: dockerd tolerates it and does nothing with it`
  return { severity: 'ignored', code: 'no-effect', message, fix: 'remove it' }
}

function tooNewOrGone(key: string, version: Version): Unplaced | undefined {
  const name = versionedKey(key)
  if (name === undefined) return undefined
  const versions = versionsOf('docker', name)
  const isGone = versions.some(({ until }) => until !== undefined && isAtLeast(version, until))
  return {
    severity: 'fatal',
    code: isGone ? 'key-removed' : 'key-too-new',
    message: `${key} is a key of Docker ${rangesInWords(versions)} only: the daemon does not start with it`,
    ...(key === 'graph' && { fix: 'write data-root' }),
  }
}

function noKey(key: string): Unplaced {
  const nearest = nearestName(key, Object.keys(DAEMON_KEYS))
  return {
    severity: 'fatal',
    code: 'unknown-key',
    message: `${key} is not a key of daemon.json`,
    ...(nearest !== undefined && { fix: `did you mean ${nearest}?` }),
  }
}
