export interface IniValue {
  readonly value: string
  /** From 1. */
  readonly line: number
}

export interface IniProblem {
  readonly line: number
  readonly message: string
}

/** Values by `section.key`, the key in lower case. */
export type IniValues = ReadonlyMap<string, IniValue>

/**
 * As Python's ConfigParser reads an ansible.cfg (config/manager.py): `#` and `;` begin comments at the start of a line,
 * ` ;` also after a value; an indented line continues the value above it.
 */
export function parseIni(text: string): { readonly values: IniValues; readonly problems: readonly IniProblem[] } {
  const values = new Map<string, IniValue>()
  const problems: IniProblem[] = []
  const sections = new Set<string>()
  let section: string | undefined
  let last: string | undefined
  const problem = (line: number, message: string) => problems.push({ line, message })
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const content = withoutComment(raw)
    if (content.trim() === '') continue
    const before = last === undefined ? undefined : values.get(last)
    if (/^\s/.test(content) && last !== undefined && before !== undefined) {
      values.set(last, { ...before, value: `${before.value}\n${content.trim()}` })
      continue
    }
    const header = /^\[([^\]]+)\]/.exec(content.trim())
    const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content.trim())
    last = undefined
    if (header?.[1] !== undefined) {
      section = header[1]
      if (sections.has(section)) problem(line, `the section [${section}] is written twice`)
      sections.add(section)
    } else if (section === undefined) problem(line, 'there is no [section] above this line')
    else if (pair === null) problem(line, 'expected key = value')
    else {
      last = `${section}.${(pair[1] ?? '').trim().toLowerCase()}`
      if (values.has(last)) problem(line, `'${last.slice(section.length + 1)}' is written twice in [${section}]`)
      values.set(last, { value: (pair[2] ?? '').trim(), line })
    }
  }
  return { values, problems }
}

function withoutComment(line: string): string {
  if (/^\s*[#;]/.test(line)) return ''
  return line.replace(/(^|\s);.*$/, '')
}
