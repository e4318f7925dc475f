import type { Result } from '../../base/result.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { removeOwnFields, setOwnFields } from './own-table.ts'

/** Paths on the host. Undefined leaves a key alone. */
export interface HostTrust {
  readonly ca: string | undefined
  readonly client: { readonly certificate: string; readonly key: string } | undefined
}

/** The hosts.toml of a registry with what is trusted there, and what is shown. */
export function trustInHostsToml(
  text: string,
  registry: string,
  { ca, client }: HostTrust,
): Result<string, TextProblem> {
  return setOwnFields(text, registry, [
    ...(ca === undefined ? [] : [[['ca'], ca] as const]),
    ...(client === undefined ? [] : [[['client'], [[client.certificate, client.key]]] as const]),
  ])
}

/** Undefined where nothing would be left that says anything. */
export function withoutTrust(text: string, registry: string): Result<string | undefined, TextProblem> {
  return removeOwnFields(text, registry, [['ca'], ['client']])
}
