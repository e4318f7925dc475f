/** The marks of the language, and what happens to blanks around them. */
export interface Syntax {
  readonly blockStart: string
  readonly blockEnd: string
  readonly variableStart: string
  readonly variableEnd: string
  readonly commentStart: string
  readonly commentEnd: string
  /** What a whole line begins with that is a statement, or a comment; blanks may stand before it. */
  readonly lineStatement?: string
  readonly lineComment?: string
  /** In place of every line end. */
  readonly newline?: string
  readonly trimBlocks: boolean
  readonly lstripBlocks: boolean
  /**
   * Backslashes in the strings of `{{ }}` stand for themselves: what Ansible does to text of playbooks, and neither to
   * template files nor to conditions (`_escape_backslashes` of its Templar).
   */
  readonly rawStrings: boolean
  /** Tags of extensions that are switched on: `do`, `break`, `continue`. */
  readonly extensions: ReadonlySet<string>
}

/** Ansible's: `trim_blocks` is on. */
export const ANSIBLE_SYNTAX: Syntax = {
  blockStart: '{%',
  blockEnd: '%}',
  variableStart: '{{',
  variableEnd: '}}',
  commentStart: '{#',
  commentEnd: '#}',
  trimBlocks: true,
  lstripBlocks: false,
  rawStrings: false,
  extensions: new Set(),
}

/** What is wrong with a template's text, at an offset of it. */
export class SyntaxProblem extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
