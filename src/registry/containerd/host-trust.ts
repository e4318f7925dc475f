import { err, ok, type Result } from '../../base/result.ts'
import { removeTomlKey } from '../../text-edit/remove-toml.ts'
import type { TomlValue } from '../../text-edit/render-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import type { TomlPath } from '../../text-edit/toml-document.ts'
import { readHostsToml } from './read-hosts-toml.ts'
import { renderHostsToml } from './write-hosts-toml.ts'

/** Paths on the host. Undefined leaves a key alone. */
export interface HostTrust {
  readonly ca: string | undefined
  readonly client: { readonly certificate: string; readonly key: string } | undefined
}

/**
 * The hosts.toml of a registry that reaches the registry itself with this trust: in its `[host]` table where there is
 * one, else at the root, whose fields count for `server` (containerd docs/hosts.md). A new file gets a table, since one
 * without is not read before 1.7.32.
 */
export function trustInHostsToml(text: string, registry: string, trust: HostTrust): Result<string, TextProblem> {
  const own = text.trim() === '' ? newFile(registry) : text
  const path = trustedPath(own, registry)
  if (!path.ok) return path
  return Object.entries(keysOf(trust)).reduce<Result<string, TextProblem>>(
    (edited, [key, value]) => (edited.ok ? setTomlKey(edited.value, [...path.value, key], value) : edited),
    ok(own),
  )
}

/** Takes it out again. Undefined where nothing but what `trustInHostsToml` writes would be left. */
export function withoutTrust(text: string, registry: string): Result<string | undefined, TextProblem> {
  if (text.trim() === '') return ok(undefined)
  const path = trustedPath(text, registry)
  if (!path.ok) return path
  const edited = ['ca', 'client'].reduce<Result<string, TextProblem>>(
    (left, key) => (left.ok ? removeTomlKey(left.value, [...path.value, key]) : err(left.error)),
    ok(text),
  )
  if (!edited.ok) return edited
  return ok(edited.value === newFile(registry) ? undefined : edited.value)
}

function newFile(registry: string): string {
  const url = `https://${registry}`
  return renderHostsToml({
    server: url,
    hosts: [
      {
        url,
        capabilities: ['pull', 'resolve', 'push', 'referrers'],
        skipVerify: false,
        ca: [],
        client: [],
        overridePath: false,
      },
    ],
  })
}

function trustedPath(text: string, registry: string): Result<TomlPath, TextProblem> {
  const read = readHostsToml(text)
  if (!read.ok) return read
  const own = read.value.hosts.find(({ url }) => url === registry || url.replace(/^https:\/\//, '') === registry)
  return ok(own === undefined ? [] : ['host', own.url])
}

function keysOf({ ca, client }: HostTrust): Readonly<Record<string, TomlValue>> {
  return {
    ...(ca !== undefined && { ca }),
    ...(client !== undefined && { client: [[client.certificate, client.key]] }),
  }
}
