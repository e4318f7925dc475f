/** How a text is laid out, so that what is added looks like what is there. */
export interface TextLayout {
  readonly eol: '\n' | '\r\n'
  /** One level: some spaces or a tab. */
  readonly indent: string
}

/** Reads the layout off the first indented line; two spaces and LF where the text does not say. */
export function layoutOf(text: string): TextLayout {
  const indented = /^([ \t]+)\S/m.exec(text)
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', indent: indented?.[1] ?? '  ' }
}

/** The blanks that the line of `offset` begins with. */
export function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
}
