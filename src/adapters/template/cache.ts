/** Keeps the results of `make` for the texts that were asked for last. */
export function remembering<T>(make: (text: string) => T, limit: number): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text) ?? make(text)
    known.delete(text)
    known.set(text, found)
    if (known.size > limit) known.delete(known.keys().next().value ?? '')
    return found
  }
}
