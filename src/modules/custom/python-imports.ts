const IMPORT = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)|import[ \t]+([\w., \t]+))/gm

/**
 * What a Python text may import, by whole names: `a.b` and `a.b.c` of `from a.b import c`. What is relative is seen from
 * the package of the text.
 */
export function importsIn(source: string, ofPackage: string): readonly string[] {
  const joined = source.replaceAll('\\\n', ' ')
  return [...joined.matchAll(IMPORT)].flatMap(([, from, names = '', modules]) => {
    if (from === undefined) return words(modules ?? '')
    const base = from.startsWith('.') ? absolute(from, ofPackage) : from
    return [base, ...words(names.replaceAll(/[()]/g, ' ')).map((name) => `${base}.${name}`)]
  })
}

/** `.` is the package itself, each further one the package around it. */
function absolute(relative: string, ofPackage: string): string {
  const [, dots = '', rest = ''] = /^(\.+)(.*)$/.exec(relative) ?? []
  const parts = ofPackage.split('.')
  const around = parts.slice(0, parts.length - dots.length + 1)
  return [...around, ...(rest === '' ? [] : [rest])].join('.')
}

function words(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((word) => (word.trim().split(/\s/)[0] ?? '').trim())
    .filter((word) => word !== '')
}
