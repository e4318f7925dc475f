import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '../../base/result.ts'
import { removeTomlKey, removeTomlTable } from '../../text-edit/remove-toml.ts'
import type { TomlValue } from '../../text-edit/render-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { parseToml, samePath, startsWith, type TomlDocument, type TomlPath } from '../../text-edit/toml-document.ts'
import type { BuildkitShare } from '../desired/for-buildkit.ts'
import { claimEntries, claimValue, type OwnedKeys } from '../desired/ownership.ts'

export interface EditedBuildkitd {
  readonly text: string
  /** By registry and key, `REGISTRY mirrors`. */
  readonly owned: OwnedKeys
}

/** A buildkitd.toml that says what is wanted; every byte of other keys stays. */
export function editBuildkitdToml(
  text: string,
  { registries }: Pick<BuildkitShare, 'registries'>,
  owned: OwnedKeys,
  exclusive: boolean,
): Result<EditedBuildkitd, TextProblem> {
  const wanted = Object.entries(registries).flatMap(([name, fields]) =>
    Object.entries(fields).map(([field, value]) => [`${name} ${field}`, value] as const),
  )
  const values: Readonly<Record<string, TomlValue>> = Object.fromEntries(wanted)
  const claimed: Record<string, readonly string[]> = {}
  let edited = text
  for (const key of new Set([...Object.keys(values), ...Object.keys(owned)])) {
    const [name = '', field = ''] = key.split(' ')
    const path = ['registry', name, field]
    const document = parseToml(edited)
    if (!document.ok) return document
    const claim = claimOf(valueAt(document.value, path), values[key], owned[key] ?? [], exclusive)
    claimed[key] = claim.owned
    const next = apply(edited, document.value, path, claim.value)
    if (!next.ok) return next
    edited = next.value
  }
  return ok({ text: edited, owned: claimed })
}

/** Undefined: leave it alone. Null: remove it. */
interface KeyClaim {
  readonly value: TomlValue | null | undefined
  readonly owned: readonly string[]
}

function claimOf(
  present: unknown,
  desired: TomlValue | undefined,
  owned: readonly string[],
  exclusive: boolean,
): KeyClaim {
  if (!Array.isArray(desired ?? present)) {
    const { value, owned: ours } = claimValue(present, desired, owned)
    return { value: value as KeyClaim['value'], owned: ours }
  }
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
  const claim = claimEntries({
    present: texts(present),
    desired: texts(desired),
    owned,
    exclusive: exclusive && desired !== undefined,
  })
  return { value: claim.entries.length === 0 ? null : claim.entries, owned: claim.owned }
}

/** The table goes with its last key. */
function apply(
  text: string,
  document: TomlDocument,
  path: TomlPath,
  value: TomlValue | null | undefined,
): Result<string, TextProblem> {
  const present = valueAt(document, path)
  if (value === undefined || isDeepStrictEqual(value, present) || (value === null && present === undefined))
    return ok(text)
  if (value !== null) return setTomlKey(text, path, value)
  const parent = path.slice(0, -1)
  const others = keysOf(document).filter((key) => startsWith(key.path, parent) && !samePath(key.path, path))
  const below = document.tables.some((table) => table.path.length > parent.length && startsWith(table.path, parent))
  return others.length === 0 && !below ? removeTomlTable(text, parent) : removeTomlKey(text, path)
}

function valueAt(document: TomlDocument, path: TomlPath): unknown {
  return keysOf(document).find((key) => samePath(key.path, path))?.value
}

function keysOf({ root, tables }: TomlDocument) {
  return [...root, ...tables.flatMap((table) => table.keys)]
}
