import { itemOf } from '../python/members.ts'
import { pythonStr } from '../python/text.ts'
import { FilterError, isRecord, isTruthy } from './filter.ts'

/** Pairs of each element with each item of the list that it has under `path` (`a.b`). */
export function subelements(
  from: unknown,
  path: unknown,
  skipMissing: boolean,
): readonly (readonly [Readonly<Record<string, unknown>>, unknown])[] {
  const parts = Array.isArray(path) ? path.map(String) : typeof path === 'string' ? path.split('.') : []
  if (parts.length === 0)
    throw new FilterError('subelements must be a list or a string: the name of the list inside each element')
  const elements: unknown = isRecord(from) ? Object.values(from) : from
  if (!Array.isArray(elements)) throw new FilterError('obj must be a list of dicts or a nested dict')
  return (elements as readonly unknown[]).flatMap((element) => {
    if (!isRecord(element))
      throw new FilterError(`the key ${parts[0] ?? ''} should point to a dictionary, got '${pythonStr(element)}'`)
    if (isTruthy(element.skipped)) return []
    const found = parts.reduce<unknown>((value, name) => itemOf(value, name), element)
    if (found === undefined || found === null) {
      if (skipMissing) return []
      throw new FilterError(`could not find '${parts.at(-1) ?? ''}' key in iterated item ${pythonStr(element)}`)
    }
    if (!Array.isArray(found)) {
      throw new FilterError(`the key '${parts.at(-1) ?? ''}' should point to a list, got ${pythonStr(found)}`)
    }
    return found.map((item) => [element, item] as const)
  })
}
