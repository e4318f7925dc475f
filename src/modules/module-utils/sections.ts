/** The output of a script of sections, each begun by a line of ASCII 30 and its name; a section that is not there reads as no lines. */
export interface Sections {
  lines(name: string): readonly string[]
  names(prefix: string): readonly string[]
}

export function parseSections(text: string): Sections {
  const sections = new Map<string, readonly string[]>()
  for (const part of text.split('\u001e').slice(1)) {
    const [name = '', ...lines] = part.split('\n')
    sections.set(name, lines.at(-1) === '' ? lines.slice(0, -1) : lines)
  }
  return {
    lines: (name) => sections.get(name) ?? [],
    names: (prefix) => [...sections.keys()].filter((name) => name.startsWith(prefix)),
  }
}

/** `KEY=value` lines, as in os-release: quotes taken off. */
export function assignments(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = lines.map((line) => /^([A-Za-z_]\w*)=(.*)$/.exec(line))
  return new Map(found.flatMap((match) => (match === null ? [] : [[match[1] ?? '', unquoted(match[2] ?? '')]])))
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
}
