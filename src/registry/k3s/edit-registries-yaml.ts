import { isMap, parseDocument, type Document } from 'yaml'
import { err, ok, type Result } from '../../base/result.ts'
import type { K3sShare } from '../desired/for-k3s.ts'
import { claimEntries, claimValue, withoutEmpty, type OwnedKeys } from '../desired/ownership.ts'

export interface EditedRegistries {
  /** Undefined where nothing is left in it. */
  readonly text: string | undefined
  /** By the path in the file, `mirrors NAME endpoint` or `configs HOST tls FIELD`. */
  readonly owned: OwnedKeys
}

/**
 * A registries.yaml that says what is wanted, made from the one that is there. Comments and the order of keys stay;
 * entries of others, `auth` and `rewrite` too. The error is a sentence.
 */
export function editRegistriesYaml(
  text: string,
  share: Pick<K3sShare, 'endpoints' | 'tls'>,
  owned: OwnedKeys,
  exclusive: boolean,
): Result<EditedRegistries, string> {
  const document = parseDocument(text)
  const [problem] = document.errors
  if (problem !== undefined) return err(problem.message.split('\n')[0] ?? '')
  if (document.contents !== null && !isMap(document.contents)) return err('a map is expected at the top')
  const before = JSON.stringify(document.toJS())
  const claimed = withoutEmpty({
    ...setEndpoints(document, share, owned, exclusive),
    ...setTls(document, share, owned),
  })
  const after = document.toJS() as object | null
  if (JSON.stringify(after) === before) return ok({ text: text === '' ? undefined : text, owned: claimed })
  const isEmpty = after === null || Object.keys(after).length === 0
  return ok({ text: isEmpty ? undefined : document.toString({ lineWidth: 0 }), owned: claimed })
}

function setEndpoints(
  document: Document,
  { endpoints }: Pick<K3sShare, 'endpoints'>,
  owned: OwnedKeys,
  exclusive: boolean,
): OwnedKeys {
  const before = Object.keys(owned).flatMap((key) => (key.split(' ')[0] === 'mirrors' ? [key.split(' ')[1] ?? ''] : []))
  const names = [...new Set([...Object.keys(endpoints), ...before])]
  return Object.fromEntries(
    names.map((name) => {
      const path = ['mirrors', name, 'endpoint']
      const desired = endpoints[name] ?? []
      const present = textsAt(document, path)
      const ours = owned[path.join(' ')] ?? []
      const claim = claimEntries({ present, desired, owned: ours, exclusive: exclusive && desired.length > 0 })
      if (claim.entries.length === 0) remove(document, path)
      else if (claim.entries.join('\n') !== present.join('\n')) document.setIn(path, document.createNode(claim.entries))
      return [path.join(' '), claim.owned]
    }),
  )
}

function setTls(document: Document, { tls }: Pick<K3sShare, 'tls'>, owned: OwnedKeys): OwnedKeys {
  const wanted = Object.entries(tls).flatMap(([host, fields]) =>
    Object.entries(fields).map(([field, value]) => [`configs ${host} tls ${field}`, value] as const),
  )
  const values: Readonly<Record<string, unknown>> = Object.fromEntries(wanted)
  const keys = [...new Set([...Object.keys(values), ...Object.keys(owned).filter((key) => key.startsWith('configs '))])]
  return Object.fromEntries(
    keys.map((key) => {
      const path = key.split(' ')
      const present: unknown = document.getIn(path)
      const claim = claimValue(present, values[key], owned[key] ?? [])
      if (claim.value === null) remove(document, path)
      else if (claim.value !== undefined && claim.value !== present) document.setIn(path, claim.value)
      return [key, claim.owned]
    }),
  )
}

function textsAt(document: Document, path: readonly string[]): string[] {
  const at = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    document.toJS(),
  )
  return Array.isArray(at) ? at.map(String) : []
}

/** With the maps around it that are empty then. */
function remove(document: Document, path: readonly string[]): void {
  if (!document.hasIn(path)) return
  document.deleteIn(path)
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const around = document.getIn(path.slice(0, depth))
    if (!isMap(around) || around.items.length > 0) return
    document.deleteIn(path.slice(0, depth))
  }
}
