/** What a template among tags gave, as names: those of a list, or one, whatever commas it holds. */
export function tagNames(rendered: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(rendered) ? rendered : [rendered]
  return names.map(String)
}
