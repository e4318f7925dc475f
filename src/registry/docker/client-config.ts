import { ok, type Result } from '../../base/result.ts'
import { setJsonMember } from '../../text-edit/set-json-member.ts'
import { parseStrictJson } from '../../text-edit/strict-json.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'

/** What a config.json or auth.json says about credentials of one registry. */
export interface ClientConfig {
  /** Keys of `auths` that stand for it. */
  readonly keys: readonly string[]
  /** The program behind `credHelpers[registry]` or `credsStore`, which is asked in the place of `auths`. */
  readonly helper: { readonly key: 'credHelpers' | 'credsStore'; readonly name: string } | undefined
}

const HUB_KEY = 'https://index.docker.io/v1/'

/** The key of a registry in `auths`. Docker Hub has one of its own; podman names it as images do. */
export function authKey(registry: string, isPodman: boolean): string {
  return registry === 'docker.io' && !isPodman ? HUB_KEY : registry
}

/** Source: docker-cli cli/config/configfile/file.go (GetAuthConfig, getConfiguredCredentialStore). */
export function readClientConfig(
  text: string,
  registry: string,
  isPodman: boolean,
): Result<ClientConfig, readonly TextProblem[]> {
  if (text.trim() === '') return ok({ keys: [], helper: undefined })
  const object = parseStrictJson(text)
  if (!object.ok) return object
  const { auths, credHelpers, credsStore } = object.value.value
  const own = authKey(registry, isPodman)
  const keys = Object.keys(tableOf(auths)).filter((key) => key === own || hostOf(key) === registry)
  const helper = tableOf(credHelpers)[own] ?? tableOf(credHelpers)[registry]
  if (typeof helper === 'string' && helper !== '') return ok({ keys, helper: { key: 'credHelpers', name: helper } })
  const isAsked = typeof credsStore === 'string' && credsStore !== ''
  return ok({ keys, helper: isAsked ? { key: 'credsStore', name: credsStore } : undefined })
}

/** The text with this credential, or without any where it is undefined. Every other byte stays. */
export function setAuth(
  text: string,
  config: ClientConfig,
  key: string,
  auth: string | undefined,
): Result<string, readonly TextProblem[]> {
  const gone = Object.fromEntries(config.keys.map((name) => [name, undefined]))
  if (auth === undefined) return setJsonMember(text, 'auths', gone)
  return setJsonMember(text, 'auths', { [key]: { auth } })
}

/** As docker-cli's ConvertToHostname: keys with a scheme or a path are of old versions. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return host === 'index.docker.io' ? 'docker.io' : host
}

function tableOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
