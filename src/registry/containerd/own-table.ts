import { ok, type Result } from '../../base/result.ts'
import { removeAddedTable, removeTomlKey } from '../../text-edit/remove-toml.ts'
import type { TomlValue } from '../../text-edit/render-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { parseToml, startsWith, type TomlPath } from '../../text-edit/toml-document.ts'
import { CAPABILITIES } from './mirror-host.ts'
import { readHostsToml } from './read-hosts-toml.ts'
import { renderHostsToml } from './write-hosts-toml.ts'

/** Fields of a host in a hosts.toml, such as `ca` or `header.authorization`. */
export type HostFields = readonly (readonly [path: TomlPath, value: TomlValue])[]

/**
 * The hosts.toml in which these fields count where the registry itself is reached: in its `[host]` table where there is
 * one, else at the root, whose fields count for `server` (containerd docs/hosts.md). A new file gets a table, since one
 * without is not read before 1.7.32.
 */
export function setOwnFields(text: string, registry: string, fields: HostFields): Result<string, TextProblem> {
  const own = text.trim() === '' ? newFile(registry) : text
  const table = ownTable(own, registry)
  if (!table.ok) return table
  return fields.reduce<Result<string, TextProblem>>(
    (edited, [path, value]) => (edited.ok ? setTomlKey(edited.value, [...table.value, ...path], value) : edited),
    ok(own),
  )
}

/** Takes fields out again. Undefined where only what `setOwnFields` begins with would be left. */
export function removeOwnFields(
  text: string,
  registry: string,
  paths: readonly TomlPath[],
): Result<string | undefined, TextProblem> {
  if (text.trim() === '') return ok(undefined)
  const table = ownTable(text, registry)
  if (!table.ok) return table
  const edited = paths.reduce<Result<string, TextProblem>>(
    (left, path) => (left.ok ? removeField(left.value, [...table.value, ...path]) : left),
    ok(text),
  )
  if (!edited.ok) return edited
  return ok(edited.value.trim() === newFile(registry).trim() ? undefined : edited.value)
}

/** A table that would be empty goes with its last field. */
function removeField(text: string, path: TomlPath): Result<string, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  const parent = path.slice(0, -1)
  const own = document.value.tables.filter((table) => startsWith(table.path, parent))
  const isLone = path.at(-2) === 'header' && own.length > 0 && own.every(({ keys }) => keys.length === 1)
  if (!isLone) return removeTomlKey(text, path)
  return removeAddedTable(text, parent)
}

function newFile(registry: string): string {
  const url = `https://${registry}`
  const host = { url, capabilities: CAPABILITIES, skipVerify: false, ca: [], client: [], overridePath: false }
  return renderHostsToml({ server: url, hosts: [host] })
}

function ownTable(text: string, registry: string): Result<TomlPath, TextProblem> {
  const read = readHostsToml(text)
  if (!read.ok) return read
  const own = read.value.hosts.find(({ url }) => url.replace(/^https:\/\//, '') === registry)
  return ok(own === undefined ? [] : ['host', own.url])
}
