import { UnsafeText } from '../../model/opaque-text.ts'
import type { YamlNode } from './yaml-node.ts'

/** What `!unsafe` makes of a node: every text in it, but for keys, is data and no template. */
export function asUnsafe(node: YamlNode): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && node.opaque === undefined
        ? { ...node, opaque: new UnsafeText(node.value) }
        : node
    case 'list':
      return { ...node, items: node.items.map(asUnsafe) }
    case 'map':
      return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: asUnsafe(entry.value) })) }
  }
}
