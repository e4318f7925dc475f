const PUNCTUATED = String.raw`[\p{L}\p{N}_!"'&.,?]`
const LETTER = String.raw`[\p{L}_]`
const HYPHENATED = String.raw`-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${PUNCTUATED}-))(?=${LETTER}-?${LETTER})`

/** Spaces, dashes between words, and words or the parts of words with hyphens: where lines may be broken. */
const PIECE = new RegExp(
  String.raw`\s+|(?<=${PUNCTUATED})-{2,}(?=[\p{L}\p{N}_])|\S+?(?:${HYPHENATED}|(?=\s|$)|(?<=${PUNCTUATED})(?=-{2,}[\p{L}\p{N}_]))`,
  'gu',
)

/** Lines of at most `columns` characters, broken where Python's `textwrap.wrap` breaks them. */
export function wrapText(text: string, columns: number): string {
  const pieces = text.replaceAll(/\s/g, ' ').match(PIECE) ?? []
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line.length + piece.length <= columns) {
      if (line !== '' || lines.length === 0 || piece.trim() !== '') line += piece
      continue
    }
    if (piece.length > columns) line += piece
    else {
      lines.push(line)
      line = piece.trim() === '' ? '' : piece
    }
    for (; line.length > columns; line = line.slice(endOf(line, columns)))
      lines.push(line.slice(0, endOf(line, columns)))
  }
  return [...lines, line]
    .map((each) => each.trimEnd())
    .filter((each, index) => each !== '' || index === 0)
    .join('\n')
}

/** Of a word that is longer than a line, what fits; to its last hyphen where it has one there. */
function endOf(line: string, columns: number): number {
  const word = line.lastIndexOf(' ', columns - 1) + 1
  const hyphen = line.lastIndexOf('-', columns - 1)
  return hyphen > word ? hyphen + 1 : columns
}
