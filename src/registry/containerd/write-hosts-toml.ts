import { isDeepStrictEqual } from 'node:util'
import { err, ok, type Result } from '../../base/result.ts'
import { commentedStart, removeTomlKey } from '../../text-edit/remove-toml.ts'
import { renderTomlPath, renderTomlValue, type TomlValue } from '../../text-edit/render-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import { layoutOf } from '../../text-edit/text-layout.ts'
import { problemAt, type TextProblem } from '../../text-edit/text-problem.ts'
import { parseToml, startsWith, type TomlDocument, type TomlPath } from '../../text-edit/toml-document.ts'
import { CAPABILITIES, type MirrorHost } from './mirror-host.ts'
import { hostOf, hostsOf, isHostTable, readHostsToml } from './read-hosts-toml.ts'

export interface DesiredHosts {
  /** Absent: leave what is there. */
  readonly server?: string
  /** In order; never empty (a file without a `[host]` table is invalid before containerd 1.7.32). */
  readonly hosts: readonly MirrorHost[]
}

/** A new hosts.toml in the one form that every containerd since 1.5 reads. */
export function renderHostsToml({ server, hosts }: DesiredHosts): string {
  const head = server === undefined ? [] : [`server = ${renderTomlValue(server)}\n`]
  return [...head, ...hosts.map((host) => renderHost(host, '\n'))].join('\n')
}

/**
 * The hosts.toml that says what is wanted, made from the one that is there: tables of kept hosts stay as they are written,
 * comments, `header` and `client` included. A file that says it already is returned unchanged. The result is read back as
 * containerd reads it.
 */
export function editHostsToml(text: string, desired: DesiredHosts): Result<string, TextProblem> {
  const parsed = parseToml(text)
  if (!parsed.ok) return parsed
  const inline = parsed.value.root.find((key) => key.path[0] === 'host')
  if (inline !== undefined) {
    const message = 'a host written as an inline table or dotted key, which containerd 2 ignores'
    return err(problemAt(text, inline.start, 'unsupported-form', message))
  }
  if (saysAlready(parsed.value, desired)) return ok(text)
  const edited = rebuild(parsed.value, desired)
  return edited.ok ? readBack(edited.value, desired) : edited
}

function saysAlready(document: TomlDocument, { server, hosts }: DesiredHosts): boolean {
  const present = hostsOf(document)
  const sameServer = server === undefined || server === present.server
  return sameServer && sameHosts(present.hosts, hosts)
}

function sameHosts(present: readonly MirrorHost[], wanted: readonly MirrorHost[]): boolean {
  return present.length === wanted.length && wanted.every((host, index) => sameHost(present[index], host))
}

/** Where no client certificates are wanted those that are there stay. */
function sameHost(present: MirrorHost | undefined, wanted: MirrorHost): boolean {
  if (present === undefined || !isDeepStrictEqual(comparable(present), comparable(wanted))) return false
  return wanted.client.length === 0 || isDeepStrictEqual(present.client, wanted.client)
}

function comparable(host: MirrorHost): unknown {
  const { client: _client, capabilities, ...rest } = host
  return { ...rest, capabilities: [...capabilities].sort() }
}

function rebuild(document: TomlDocument, { server, hosts }: DesiredHosts): Result<string, TextProblem> {
  const { text } = document
  const { eol } = layoutOf(text)
  const starts = document.tables.filter(isHostTable).map((table) => commentedStart(text, table.start))
  const head = text.slice(
    0,
    Math.min(text.length, ...document.tables.map((table) => commentedStart(text, table.start))),
  )
  const blocks = new Map(
    document.tables.filter(isHostTable).map((table) => [table.path[1] ?? '', blockOf(document, table.path, starts)]),
  )
  const foreign = document.tables
    .filter((table) => table.path[0] !== 'host')
    .map((table) => blockOf(document, table.path, starts))
  const parts: string[] = []
  for (const host of hosts) {
    const block = blocks.get(host.url)
    const part = block === undefined ? ok(renderHost(host, eol)) : adjust(block, host)
    if (!part.ok) return part
    parts.push(part.value)
  }
  const start = server === undefined ? ok(head) : setTomlKey(head, ['server'], server)
  if (!start.ok) return start
  return ok(join([start.value, ...parts, ...foreign], eol))
}

/** The text of a table and those below it, its comments included. */
function blockOf({ text, tables }: TomlDocument, path: TomlPath, starts: readonly number[]): string {
  const own = tables.filter((table) => startsWith(table.path, path))
  const start = Math.min(...own.map((table) => commentedStart(text, table.start)))
  const others = tables.filter((table) => !own.includes(table)).map((table) => commentedStart(text, table.start))
  const next = Math.min(text.length, ...[...others, ...starts].filter((other) => other > start))
  return text.slice(start, next)
}

function adjust(block: string, host: MirrorHost): Result<string, TextProblem> {
  const table = ['host', host.url]
  const parsed = parseToml(block)
  if (!parsed.ok) return parsed
  const present = parsed.value.tables.filter(isHostTable).map(hostOf)[0]
  if (sameHost(present, host)) return ok(block)
  let text = block
  for (const [key, value] of [...fieldsOf(host), ...clientField(host)]) {
    const edited = value === undefined ? removeTomlKey(text, [...table, key]) : setTomlKey(text, [...table, key], value)
    if (!edited.ok) return edited
    text = edited.value
  }
  return ok(text)
}

function renderHost(host: MirrorHost, eol: string): string {
  const lines = [...fieldsOf(host), ...clientField(host)].flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key} = ${renderTomlValue(value)}`],
  )
  return [`[${renderTomlPath(['host', host.url])}]`, ...lines, ''].join(eol)
}

function clientField({ client }: MirrorHost): (readonly [string, TomlValue])[] {
  return client.length === 0 ? [] : [['client', client]]
}

/** Absent: the key must not be there, its default is meant. */
function fieldsOf(host: MirrorHost): (readonly [string, TomlValue | undefined])[] {
  const all = host.capabilities.length === CAPABILITIES.length
  return [
    ['capabilities', all ? undefined : [...host.capabilities]],
    ['ca', host.ca.length === 0 ? undefined : host.ca.length === 1 ? host.ca[0] : [...host.ca]],
    ['skip_verify', host.skipVerify ? true : undefined],
    ['override_path', host.overridePath ? true : undefined],
    ['dial_timeout', host.dialTimeout],
  ]
}

function join(parts: readonly string[], eol: string): string {
  return parts.reduce((text, part) => {
    if (text === '' || part === '') return text + part
    const ended = text.endsWith('\n') ? text : text + eol
    return /\n[ \t]*\r?\n$/.test(ended) ? ended + part : ended + eol + part
  })
}

function readBack(text: string, desired: DesiredHosts): Result<string, TextProblem> {
  const read = readHostsToml(text)
  if (!read.ok) return read
  if (!sameHosts(read.value.hosts, desired.hosts))
    throw new Error('the edited hosts.toml does not say what was asked for')
  return ok(text)
}
