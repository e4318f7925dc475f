/** A YAML value with the place of everything in it, as the loader reads it. Lines and columns count from 1. */
export type PlacedNode = PlacedMap | PlacedList | PlacedScalar

export interface Place {
  readonly line: number
  readonly column: number
}

export interface PlacedMap {
  readonly kind: 'map'
  readonly entries: readonly { readonly key: string; readonly keyAt: Place; readonly value: PlacedNode }[]
  readonly at: Place
}

export interface PlacedList {
  readonly kind: 'list'
  readonly items: readonly PlacedNode[]
  readonly at: Place
}

export interface PlacedScalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly at: Place
}

export function entriesOf(node: PlacedNode): PlacedMap['entries'] {
  return node.kind === 'map' ? node.entries : []
}

export function isEmpty(node: PlacedNode): boolean {
  return node.kind === 'scalar' && (node.value === null || node.value === '')
}
