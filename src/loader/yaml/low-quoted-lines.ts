import { Composer, Lexer, Parser, type Document, type LineCounter } from 'yaml'

/** What the parser's own marks stand for takes no room in the text. */
const MARKS: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f'])
const SCALAR_MARK = '\x1f'
const QUOTED = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y
const DOCUMENT_LINE = /^(?:---|\.\.\.)(?:\s|$)/m

/**
 * The documents of a text in which a quoted scalar goes on at a lower indentation than its key, which PyYAML takes and the
 * parser does not; undefined where no quoted scalar does. Such lines are shown to the lexer further in, and to the parser as
 * they are: every offset is that of the text.
 */
export function documentsWithLowLines(
  text: string,
  options: ConstructorParameters<typeof Composer>[0] & { readonly lineCounter: LineCounter },
): readonly Document.Parsed[] | undefined {
  const lexemes = lexemesOf(text)
  if (lexemes === undefined) return undefined
  const { addNewLine } = options.lineCounter
  const parser = new Parser(addNewLine)
  addNewLine(0)
  const tokens = [...lexemes.flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()]
  return [...new Composer(options).compose(tokens)] as Document.Parsed[]
}

function lexemesOf(text: string): readonly string[] | undefined {
  const asWritten = new Map<number, string>()
  let shown = text
  for (;;) {
    const lexemes = withOffsets([...new Lexer().lex(shown)])
    const cut = lexemes.find(({ lexeme, offset, isQuoted }) => isQuoted && quotedAt(shown, offset) !== lexeme)
    const whole = cut === undefined ? undefined : quotedAt(shown, cut.offset)
    if (cut === undefined || whole === undefined || DOCUMENT_LINE.test(whole)) {
      return asWritten.size === 0 ? undefined : lexemes.map(({ lexeme, offset }) => asWritten.get(offset) ?? lexeme)
    }
    if (asWritten.has(cut.offset)) return undefined
    asWritten.set(cut.offset, whole)
    const column = cut.offset - shown.lastIndexOf('\n', cut.offset)
    const moved = whole.replaceAll('\n', `\n${' '.repeat(column)}`)
    shown = shown.slice(0, cut.offset) + moved + shown.slice(cut.offset + whole.length)
  }
}

/** Marks have the offset of what they stand before, less a half, so that no two share one. */
function withOffsets(lexemes: readonly string[]) {
  let offset = 0
  return lexemes.map((lexeme, index) => {
    const isMark = MARKS.has(lexeme)
    const at = isMark ? offset - 0.5 : offset
    const isQuoted = /^["']/.test(lexeme) && lexemes[index - 1] !== SCALAR_MARK
    if (!isMark) offset += lexeme.length
    return { lexeme, offset: at, isQuoted }
  })
}

function quotedAt(text: string, offset: number): string | undefined {
  QUOTED.lastIndex = offset
  return QUOTED.exec(text)?.[0]
}
