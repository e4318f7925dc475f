import type { YamlNode, YamlScalar } from './yaml-node.ts'

/** Nodes after aliases are written out: a file above this is a bomb, not a configuration. */
const MAX_NODES = 2_000_000

/** How many nodes each map and list stands for, aliases written out. */
export class NodeSizes {
  readonly #sizes = new Map<object, number>()

  /** Counts the map or list `body` (its entries or items), whose values are `parts`: false when that is above the limit. */
  fits(body: object, parts: readonly YamlNode[]): boolean {
    let size = 1
    for (const part of parts) size += part.kind === 'scalar' ? 1 : (this.#sizes.get(bodyOf(part)) ?? 1)
    const isWithin = size <= MAX_NODES
    this.#sizes.set(body, isWithin ? size : 1)
    return isWithin
  }
}

function bodyOf(node: Exclude<YamlNode, YamlScalar>): object {
  return node.kind === 'map' ? node.entries : node.items
}
