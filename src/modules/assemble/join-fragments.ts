/** A file of the folder. */
export interface Fragment {
  readonly name: string
  readonly content: Buffer
}

export interface Joining {
  readonly delimiter: string | undefined
  readonly regexp: RegExp | undefined
  readonly ignoreHidden: boolean
}

const NEWLINE = Buffer.from('\n')

/** Fragments one after the other, in the order of their names, each beginning on a line of its own (Ansible's assemble). */
export function joinFragments(fragments: readonly Fragment[], joining: Joining): Buffer {
  const { regexp, ignoreHidden } = joining
  const delimiter = delimiterBytes(joining.delimiter)
  const parts: Buffer[] = []
  let isOpen = false
  const chosen = fragments.filter(({ name }) => (regexp?.test(name) ?? true) && !(ignoreHidden && name.startsWith('.')))
  for (const [index, { content }] of chosen.toSorted(byName).entries()) {
    if (isOpen) parts.push(NEWLINE)
    if (index > 0) parts.push(delimiter)
    parts.push(content)
    isOpen = !content.subarray(-1).equals(NEWLINE)
  }
  return Buffer.concat(parts)
}

function byName(a: Fragment, b: Fragment): number {
  return Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' }

/** `\n` and the like in it are what they are in Python's text; a line end closes it. */
function delimiterBytes(delimiter: string | undefined): Buffer {
  if (delimiter === undefined || delimiter === '') return Buffer.alloc(0)
  const text = delimiter.replaceAll(/\\([ntr\\'"])/g, (_whole, letter: string) => ESCAPES[letter] ?? letter)
  return Buffer.from(text.endsWith('\n') ? text : `${text}\n`)
}
