/** What a template among tags gave, as names: a list, or text with commas between them. */
export function tagNames(rendered: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(rendered) ? rendered : String(rendered).split(',')
  return names.map((name) => String(name).trim())
}
