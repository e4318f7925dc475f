import { ok, type Result } from '../../base/result.ts'
import { removeAddedTable, removeTomlKey } from '../../text-edit/remove-toml.ts'
import { setTomlKey } from '../../text-edit/set-toml-key.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import type { TomlPath } from '../../text-edit/toml-document.ts'
import { registryPath } from './config-toml.ts'

/** The credential for a host that CRI asks, host or host:port without a scheme, in a config.toml of this version. */
export function setConfigAuth(
  text: string,
  fileVersion: number,
  host: string,
  { username, password }: { readonly username: string; readonly password: string },
): Result<string, TextProblem> {
  const path = authPath(fileVersion, host)
  const cleaned = ['auth', 'identitytoken'].reduce<Result<string, TextProblem>>(
    (left, key) => (left.ok ? removeTomlKey(left.value, [...path, key]) : left),
    ok(text),
  )
  const named = cleaned.ok ? setTomlKey(cleaned.value, [...path, 'username'], username) : cleaned
  return named.ok ? setTomlKey(named.value, [...path, 'password'], password) : named
}

export function removeConfigAuth(text: string, fileVersion: number, host: string): Result<string, TextProblem> {
  return removeAddedTable(text, authPath(fileVersion, host))
}

function authPath(fileVersion: number, host: string): TomlPath {
  return [...registryPath(fileVersion), 'configs', host, 'auth']
}
