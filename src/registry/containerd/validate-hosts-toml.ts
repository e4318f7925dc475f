import { positionAt } from '../../text-edit/text-problem.ts'
import { tomlLeaves, type TomlLeaf } from '../../text-edit/toml-leaves.ts'
import { parseToml, type TomlDocument } from '../../text-edit/toml-document.ts'
import { firstWith, has } from '../capabilities/matrix.ts'
import type { Finding, Unplaced } from '../finding.ts'
import type { Version } from '../version.ts'
import { FILE_IGNORED, hostFieldFindings, unknownField } from './host-field.ts'
import { serverFindings, hostUrlFindings } from './host-url.ts'

/**
 * What containerd of this version makes of a hosts.toml. It never stops for one: a file with an error is refused in the
 * log and pulls go to the upstream, so nearly everything here is `ignored`. Source: containerd
 * core/remotes/docker/config/hosts.go.
 */
export function validateHostsToml(text: string, version: Version): Finding[] {
  const document = parseToml(text)
  if (!document.ok) {
    const { message, line, column } = document.error
    return [{ severity: 'ignored', code: 'syntax', message: `${message}: ${FILE_IGNORED}`, line, column }]
  }
  const place = (offset: number, findings: readonly Unplaced[]): Finding[] =>
    findings.map((finding) => ({ ...finding, ...positionAt(text, offset) }))
  const leaves = tomlLeaves(document.value)
  const hosts = hostsIn(document.value, version)
  return [
    ...place(0, fileFindings(text, document.value, leaves, version)),
    ...(has('containerd', version, 'hosts-by-line-number') ? [] : inlineHosts(document.value)).flatMap(
      ({ offset, url }) => place(offset, [inlineHost(url)]),
    ),
    ...leaves
      .filter(({ path }) => path[0] === 'server')
      .flatMap(({ offset, value }) => place(offset, serverFindings(value))),
    ...hosts.flatMap(({ url, offset, fields }) => place(offset, hostUrlFindings(url, fields))),
    ...document.value.tables
      .filter(({ path, keys }) => keys.length === 0 && path[0] !== 'host' && path[0] !== 'header')
      .flatMap(({ path, start }) => place(start, [unknownField(path[0] ?? '')])),
    ...leaves.flatMap((leaf) => place(leaf.offset, leafFindings(leaf, version))),
  ]
}

interface HostPlace {
  readonly url: string
  readonly offset: number
  readonly fields: readonly TomlLeaf[]
}

/** The hosts that containerd asks: those with a table header, and before 2.0 those written otherwise too. */
function hostsIn(document: TomlDocument, version: Version): HostPlace[] {
  const leaves = tomlLeaves(document)
  const headers = document.tables
    .filter(({ path }) => path[0] === 'host' && path.length >= 2)
    .map(({ path, start }) => ({ url: path[1] ?? '', offset: start }))
  const written = has('containerd', version, 'hosts-by-line-number') ? inlineHosts(document) : []
  const unique = [...new Map([...headers, ...written].toReversed().map((host) => [host.url, host])).values()]
  return unique.map((host) => ({ ...host, fields: leaves.filter((leaf) => isFieldOf(leaf, host.url)) }))
}

function isFieldOf({ path }: TomlLeaf, url: string): boolean {
  return path[0] === 'host' && path[1] === url
}

/** Hosts as inline tables or dotted keys. */
function inlineHosts(document: TomlDocument): { readonly url: string; readonly offset: number }[] {
  const withHeader = new Set(document.tables.filter(({ path }) => path[0] === 'host').map(({ path }) => path[1]))
  const below = tomlLeaves(document).filter(({ path }) => path[0] === 'host' && path.length >= 2)
  const first = new Map(below.toReversed().map(({ path, offset }) => [path[1] ?? '', offset]))
  return [...first].filter(([url]) => !withHeader.has(url)).map(([url, offset]) => ({ url, offset }))
}

function inlineHost(url: string): Unplaced {
  return {
    severity: 'ignored',
    code: 'inline-host',
    message: `host ${url} is written as an inline table or dotted key: containerd 2.0.0 and later never asks it`,
    fix: `write a table of its own: [host."${url}"]`,
  }
}

function fileFindings(text: string, document: TomlDocument, leaves: readonly TomlLeaf[], version: Version): Unplaced[] {
  const hasHost =
    document.tables.some(({ path }) => path[0] === 'host') || leaves.some(({ path }) => path[0] === 'host')
  if (text.trim() === '') {
    const message = 'the file is empty: certificates beside it count, as if it were not there'
    return [{ severity: 'warning', code: 'empty-file', message }]
  }
  if (hasHost || has('containerd', version, 'server-only-hosts-toml')) return []
  const first = firstWith('containerd', 'server-only-hosts-toml')
  return [
    {
      severity: 'ignored',
      code: 'server-only',
      message: `there is no [host."..."] table: containerd before ${first} ignores the whole file, and pulls go to the upstream`,
      fix: 'write the server as a host too',
    },
  ]
}

function leafFindings(leaf: TomlLeaf, version: Version): Unplaced[] {
  const { path } = leaf
  if (path[0] === 'server') return []
  if (path[0] === 'host') {
    if (path.length >= 3) return hostFieldFindings(path.slice(2), leaf, version)
    const message = `host must be tables such as [host."https://mirror"]: ${FILE_IGNORED}`
    return [{ severity: 'ignored', code: 'wrong-type', message }]
  }
  return hostFieldFindings(path, leaf, version)
}
