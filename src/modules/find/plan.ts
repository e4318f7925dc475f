import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { permissionFlags, STAT_TYPES, withFraction } from '../stat/stat-fact.ts'
import type { FindArgs } from './args.ts'
import { amountUnreadable } from './errors.ts'
import { nameMatcher, type NameMatcher } from './match-name.ts'
import type { WalkedEntry, WalkedRoot } from './walk-fact.ts'

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const BYTES: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

interface Limits {
  readonly age: number | undefined
  readonly size: number | undefined
}

/** Only looks: the same in check mode. */
export function planFind(args: FindArgs, roots: readonly WalkedRoot[]): Plan {
  const age = amountOf('age', args.age, SECONDS)
  if (!age.ok) return { kind: 'impossible', error: age.error, values: { age: args.age } }
  const size = amountOf('size', args.size, BYTES)
  if (!size.ok) return { kind: 'impossible', error: size.error, values: { size: args.size } }
  const names = nameMatcher(args)
  const skipped: Record<string, string> = {}
  const files: Vars[] = []
  for (const root of roots) {
    const problem = root.problem ?? (names.ok ? undefined : names.error)
    if (problem !== undefined) skipped[root.path] = problem
    else if (names.ok) files.push(...matching(root, args, names.value, { age: age.value, size: size.value }))
  }
  const problems = Object.entries(skipped)
  return {
    kind: 'in-desired-state',
    warnings: problems.map(([path, problem]) => `Skipped '${path}' path due to this access issue: ${problem}`),
    values: {
      files,
      matched: files.length,
      examined: roots.reduce((sum, root) => sum + root.examined, 0),
      msg: problems.length === 0 ? 'All paths examined' : 'Not all paths examined, check warnings for details',
      skipped_paths: skipped,
    },
  }
}

function amountOf(
  name: 'age' | 'size',
  text: string | undefined,
  units: Readonly<Record<string, number>>,
): Result<number | undefined, LongshoreError> {
  if (text === undefined) return ok(undefined)
  const parts = /^(-?\d+)([a-z])?$/.exec(text.toLowerCase())
  const unit = parts?.[2] === undefined ? 1 : units[parts[2]]
  return parts === null || unit === undefined ? err(amountUnreadable(name, text)) : ok(Number(parts[1]) * unit)
}

function matching(root: WalkedRoot, args: FindArgs, names: NameMatcher, limits: Limits): readonly Vars[] {
  return root.entries.flatMap((entry) => {
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1)
    if (!args.hidden && name.startsWith('.')) return []
    if (!names(name)) return []
    const values = valuesOf(entry)
    return fits(entry, values, args, limits, root.now) ? [values] : []
  })
}

/** Size counts for regular files, `contains` where `file_type` is file: as Ansible judges. */
function fits(entry: WalkedEntry, values: Vars, args: FindArgs, { age, size }: Limits, now: number): boolean {
  const wanted = { any: true, directory: values['isdir'], file: values['isreg'], link: values['islnk'] }[args.file_type]
  if (wanted !== true) return false
  if (!reaches(now - Number(values[args.age_stamp]), age)) return false
  if (values['isreg'] === true && !reaches(Number(values['size']), size)) return false
  return args.file_type !== 'file' || args.contains === undefined || entry.contains
}

/** A limit of 0 or more is the least, one below 0 the most. */
function reaches(amount: number, limit: number | undefined): boolean {
  if (limit === undefined) return true
  return limit >= 0 ? amount >= limit : amount <= -limit
}

function valuesOf({ path, fields, checksum }: WalkedEntry): Vars {
  const [rawMode = '', uid, gid, owner, group, size, inode, device, links, ...times] = fields
  const [atime, mtime, ctime, atimeText, mtimeText, ctimeText] = times
  const raw = Number.parseInt(rawMode, 16)
  return {
    path,
    mode: (raw & 0o7777).toString(8).padStart(4, '0'),
    ...Object.fromEntries(Object.entries(STAT_TYPES).map(([name, value]) => [name, raw >> 12 === value])),
    uid: Number(uid),
    gid: Number(gid),
    pw_name: owner,
    gr_name: group,
    size: Number(size),
    inode: Number(inode),
    dev: Number(device),
    nlink: Number(links),
    atime: withFraction(atime, atimeText),
    mtime: withFraction(mtime, mtimeText),
    ctime: withFraction(ctime, ctimeText),
    ...permissionFlags(raw),
    ...(checksum === undefined ? {} : { checksum }),
  }
}
